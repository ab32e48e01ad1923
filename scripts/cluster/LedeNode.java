import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.opensearch.Version;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.PluginInfo;

/**
 * One node of a cluster for tests and for trying it: OpenSearch with the modules that Lede needs, from the class path.
 * Arguments are settings, {@code name=value}. It runs until the process is told to end.
 */
public final class LedeNode extends Node {
    private static final String PAINLESS = "org.opensearch.painless.PainlessModulePlugin";

    private LedeNode(Environment environment, List<PluginInfo> modules) {
        super(environment, modules, true);
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> settings = new TreeMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 1) throw new IllegalArgumentException("not a setting: " + argument);
            settings.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        LedeNode node = new LedeNode(environment(settings), List.of(
            module("org.opensearch.transport.Netty4ModulePlugin"),
            module(PAINLESS),
            module("org.opensearch.analysis.common.CommonAnalysisModulePlugin", PAINLESS),
            module("org.opensearch.index.reindex.ReindexModulePlugin"),
            module("org.opensearch.index.mapper.MapperExtrasModulePlugin")));
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                node.close();
                node.awaitClose(20, TimeUnit.SECONDS);
            } catch (Exception error) {
                error.printStackTrace();
            } finally {
                ended.countDown();
            }
        }));
        try {
            node.start();
        } catch (Throwable error) { // its other threads would keep a process that serves nothing
            error.printStackTrace();
            System.exit(1);
        }
        ended.await();
    }

    private static Environment environment(Map<String, String> settings) {
        Settings.Builder builder = Settings.builder();
        settings.forEach((name, value) -> {
            if (value.indexOf(',') < 0) builder.put(name, value);
            else builder.putList(name, value.split(","));
        });
        Path configuration = Path.of(settings.get("path.home"), "config");
        return InternalSettingsPreparer.prepareEnvironment(
            builder.build(), Map.of(), configuration, () -> settings.get("node.name"));
    }

    private static PluginInfo module(String className, String... extended) {
        return new PluginInfo(className, "on the class path", "NA", Version.CURRENT,
            System.getProperty("java.specification.version"), className, null, List.of(extended), false);
    }
}

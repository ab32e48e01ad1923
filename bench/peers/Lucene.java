// Lucene as a peer: the analyzer of the language, BM25, title and text in one field.
// Arguments: a folder with docs.tsv (number, text) and queries.tsv (number, text), the language's code, k1, b; writes "query document score" to stdout.
import java.io.BufferedReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;

public class Lucene {
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Analyzer analyzer = analyzerOf(arguments[1]);
    BM25Similarity similarity =
        new BM25Similarity(Float.parseFloat(arguments[2]), Float.parseFloat(arguments[3]));
    ByteBuffersDirectory directory = new ByteBuffersDirectory();
    IndexWriterConfig config = new IndexWriterConfig(analyzer);
    config.setSimilarity(similarity);
    try (IndexWriter writer = new IndexWriter(directory, config);
        BufferedReader lines = Files.newBufferedReader(folder.resolve("docs.tsv"))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split("\t", 2);
        Document document = new Document();
        document.add(new StoredField("number", parts[0]));
        document.add(new TextField("text", parts[1], Field.Store.NO));
        writer.addDocument(document);
      }
    }
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    IndexSearcher searcher = new IndexSearcher(DirectoryReader.open(directory));
    searcher.setSimilarity(similarity);
    IndexSearcher.setMaxClauseCount(10_000);
    for (String line : Files.readAllLines(folder.resolve("queries.tsv"))) {
      String[] parts = line.split("\t", 2);
      BooleanQuery.Builder query = new BooleanQuery.Builder();
      try (TokenStream tokens = analyzer.tokenStream("text", parts[1])) {
        CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
        tokens.reset();
        while (tokens.incrementToken())
          query.add(new TermQuery(new Term("text", term.toString())), BooleanClause.Occur.SHOULD);
        tokens.end();
      }
      for (var hit : searcher.search(query.build(), 1000).scoreDocs)
        out.println(parts[0] + " " + searcher.storedFields().document(hit.doc).get("number") + " " + hit.score);
    }
    out.flush();
  }

  private static Analyzer analyzerOf(String language) {
    return switch (language) {
      case "ar" -> new ArabicAnalyzer();
      case "de" -> new GermanAnalyzer();
      case "en" -> new EnglishAnalyzer();
      case "es" -> new SpanishAnalyzer();
      case "fr" -> new FrenchAnalyzer();
      case "hi" -> new HindiAnalyzer();
      case "ja", "ko", "zh" -> new CJKAnalyzer();
      case "pt" -> new PortugueseAnalyzer();
      case "ru" -> new RussianAnalyzer();
      case "tr" -> new TurkishAnalyzer();
      default -> new StandardAnalyzer();
    };
  }
}

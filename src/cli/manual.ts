// What can be typed? Completions for shells and the manual page, from the same description as `--help`.
import type { Command, Option } from 'commander'

export const SHELLS = ['bash', 'zsh', 'fish'] as const

/** A script that a shell evaluates, e.g. in `~/.bashrc`: `eval "$(lede completion bash)"`. */
export function completion(program: Command, shell: string): string {
  const commands = program.commands.map(command => ({
    name: command.name(),
    description: command.description(),
    words: [...command.commands.map(inner => inner.name()), ...command.options.map(long)],
  }))
  if (shell === 'fish') {
    const lines = commands.flatMap(({ name, description, words }) => [
      `complete -c lede -f -n __fish_use_subcommand -a ${name} -d '${description.replaceAll("'", "\\'")}'`,
      ...words.map(word =>
        word.startsWith('--')
          ? `complete -c lede -n '__fish_seen_subcommand_from ${name}' -l ${word.slice(2)}`
          : `complete -c lede -n '__fish_seen_subcommand_from ${name}' -a ${word}`,
      ),
    ])
    return lines.join('\n')
  }
  const cases = commands.map(({ name, words }) => `    ${name}) words="${words.join(' ')}" ;;`)
  const names = commands.map(({ name }) => name).join(' ')
  const script = `_lede() {
  local words="${names} --help --version"
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
  [ "$COMP_CWORD" -eq 1 ] && words="${names} --help --version"
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _lede lede`
  return shell === 'zsh' ? `autoload -U +X bashcompinit && bashcompinit\n${script}` : script
}

function long(option: Option): string {
  return option.long ?? option.flags
}

/** The page for `man`, section 1, in the macros of man(7). */
export function manualPage(program: Command, version: string): string {
  const leaves = program.commands.flatMap(command =>
    command.commands.length === 0
      ? [[command.name(), command] as const]
      : command.commands.map(inner => [`${command.name()} ${inner.name()}`, inner] as const),
  )
  return [
    `.TH LEDE 1 "" "lede ${version}" "User Commands"`,
    '.SH NAME',
    `lede \\- ${plain(program.description().replace(/\.$/u, '').toLowerCase())}`,
    '.SH SYNOPSIS',
    '.B lede',
    '.I command',
    '[options]',
    '.SH COMMANDS',
    ...leaves.flatMap(([name, command]) => [
      '.SS',
      `lede ${plain(name)} ${plain(command.usage())}`,
      plain(command.description()),
      ...command.options.flatMap(({ flags, description, defaultValue }) => [
        '.TP',
        `.B ${plain(flags)}`,
        plain(
          defaultValue === undefined || typeof defaultValue === 'boolean' || Array.isArray(defaultValue)
            ? description
            : `${description} (default: ${String(defaultValue)})`,
        ),
      ]),
    ]),
    '.SH EXIT STATUS',
    '0 done, 1 failed, 2 wrong usage.',
    '.SH ENVIRONMENT',
    '.TP',
    '.B LEDE_ADMIN_KEY',
    'Key of whoever may reload the index and add documents to a running service.',
  ].join('\n')
}

/** Without what roff would read: backslashes, and points and apostrophes at the beginning of a line. */
function plain(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replace(/^[.']/u, '\\&$&')
}

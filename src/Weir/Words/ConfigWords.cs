using Weir.Gateway.Admin;
using Weir.Terminal;

namespace Weir.Words;

/// <summary>Problems of weir.yaml, a line each, in the form that editors make links of.</summary>
internal static class ConfigWords
{
    public static void Write(ITerminal terminal, IEnumerable<ConfigNote> notes)
    {
        foreach (var note in notes)
        {
            terminal.Note(Text(note));
        }
    }

    public static string Text(ConfigNote note) =>
        $"{note.File}{(note.Line > 0 ? $":{note.Line}:{note.Column}" : "")}: {note.Severity}: {(note.Path.Length > 0 ? $"{note.Path}: " : "")}{note.Message}{(note.Suggestion is null ? "" : $" {note.Suggestion}")}";
}

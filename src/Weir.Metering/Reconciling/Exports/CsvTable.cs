using System.Text;

namespace Weir.Metering.Reconciling.Exports;

/// <summary>Comma-separated values (RFC 4180) with a line of names; semicolons and tabs are taken as well.</summary>
internal static class CsvTable
{
    private static readonly char[] Separators = [',', ';', '\t'];

    /// <summary>The lines behind the first, by the names in it. A line with more or fewer fields is refused.</summary>
    /// <exception cref="ExportFormatException">It is no such file.</exception>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string text)
    {
        var head = text.AsSpan(0, Math.Max(0, text.AsSpan().IndexOfAny('\r', '\n') is var end and >= 0 ? end : text.Length)).ToString();
        var separator = Separators.MaxBy(separator => head.Count(c => c == separator));
        var lines = Lines(text, separator);
        if (lines.Count == 0)
        {
            return [];
        }

        var names = lines[0];
        var rows = new List<IReadOnlyDictionary<string, string>>(lines.Count - 1);
        for (var i = 1; i < lines.Count; i++)
        {
            if (lines[i].Count != names.Count)
            {
                throw new ExportFormatException($"Record {i + 1} has {lines[i].Count} fields, and the first one {names.Count}.", "Export the file again; a program may have changed it.");
            }

            var row = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            for (var field = 0; field < names.Count; field++)
            {
                row.TryAdd(names[field].Trim(), lines[i][field].Trim());
            }

            rows.Add(row);
        }

        return rows;
    }

    private static List<List<string>> Lines(string text, char separator)
    {
        var lines = new List<List<string>>();
        var (line, field, isQuoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (isQuoted)
            {
                if (c != '"')
                {
                    field.Append(c);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    field.Append(text[++i]);
                }
                else
                {
                    isQuoted = false;
                }
            }
            else if (c == '"' && field.Length == 0)
            {
                isQuoted = true;
            }
            else if (c == separator)
            {
                EndField();
            }
            else if (c is '\r' or '\n')
            {
                EndLine();
            }
            else
            {
                field.Append(c);
            }
        }

        EndLine();
        return isQuoted ? throw new ExportFormatException("A quoted field has no end.", "Export the file again; it may be cut off.") : lines;

        void EndField()
        {
            line.Add(field.ToString());
            field.Clear();
        }

        void EndLine()
        {
            if (line.Count > 0 || field.Length > 0)
            {
                EndField();
                lines.Add(line);
                line = [];
            }
        }
    }
}

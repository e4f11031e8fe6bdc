using System.Text.Json;

namespace Weir.Metering.Reconciling.Exports;

/// <summary>
/// JSON as vendors export it: an answer with its <c>data</c>, a list, or an object a line. A bucket of time with <c>results</c> gives a row for each of them, with the bucket's own fields.
/// </summary>
internal static class JsonTable
{
    /// <summary>Fields deeper than this are bodies, not figures.</summary>
    private const int Deepest = 3;

    /// <exception cref="ExportFormatException">It is not JSON.</exception>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(ReadOnlySpan<byte> bytes)
    {
        var rows = new List<IReadOnlyDictionary<string, string>>();
        try
        {
            // Several documents, one behind the other, are as good as one a line.
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = 128 });
            while (reader.Read())
            {
                Add(JsonElement.ParseValue(ref reader), new Dictionary<string, string>(), rows);
            }
        }
        catch (JsonException exception)
        {
            throw new ExportFormatException($"It is not JSON (line {exception.LineNumber + 1}).", "Export the file again; it may be cut off.");
        }

        return rows;
    }

    private static void Add(JsonElement element, IReadOnlyDictionary<string, string> outer, List<IReadOnlyDictionary<string, string>> rows)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Add(item, outer, rows);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            if (element.TryGetProperty("data", out var data) && data.ValueKind is JsonValueKind.Array or JsonValueKind.Object)
            {
                Add(data, outer, rows);
                return;
            }

            var fields = new Dictionary<string, string>(outer, StringComparer.OrdinalIgnoreCase);
            Flatten(element, "", 0, fields);
            if (element.TryGetProperty("results", out var results) && results.ValueKind == JsonValueKind.Array)
            {
                Add(results, fields, rows);
            }
            else
            {
                rows.Add(fields);
            }
        }
    }

    private static void Flatten(JsonElement element, string prefix, int depth, Dictionary<string, string> fields)
    {
        foreach (var member in element.EnumerateObject())
        {
            var name = prefix + member.Name;
            switch (member.Value.ValueKind)
            {
                case JsonValueKind.Object when depth < Deepest:
                    Flatten(member.Value, name + ".", depth + 1, fields);
                    break;
                case JsonValueKind.String:
                    fields[name] = member.Value.GetString()!;
                    break;
                case JsonValueKind.Number:
                    fields[name] = member.Value.GetRawText();
                    break;
                default:
                    break;
            }
        }
    }
}

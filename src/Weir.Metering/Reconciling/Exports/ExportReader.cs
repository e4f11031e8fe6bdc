using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Weir.Metering.Reconciling.Exports;

/// <summary>Reads a vendor's usage export, JSON or CSV, by its map. Exact: amounts are decimals from the file's own digits.</summary>
public static partial class ExportReader
{
    private const decimal NanoPerDollar = 1_000_000_000;
    private const decimal MostDollars = 1_000_000_000;
    private const long MostTokens = 1_000_000_000_000_000;

    /// <summary>A line of the bill that names no model: searches, storage.</summary>
    public const string NoModel = "(none)";

    /// <summary>The rows, and the map that they were read by.</summary>
    /// <param name="file">The export.</param>
    /// <param name="map">How to read it; null = as the first vendor's whose fields are there.</param>
    /// <exception cref="ExportFormatException">It can't be read.</exception>
    public static (IReadOnlyList<ExportRow> Rows, ExportMap Map) Read(ReadOnlySpan<byte> file, ExportMap? map)
    {
        var table = Table(file);
        if (table.Count == 0)
        {
            throw new ExportFormatException("There are no rows in it.", "Export a time in which something was used.");
        }

        var used = map ?? ExportMaps.All.FirstOrDefault(candidate => table.Any(row => Fits(row, candidate)))
            ?? throw new ExportFormatException("No vendor's export is known that has such fields.", "Name the vendor with --provider, or the fields with --map.");
        if (map is not null && !table.Any(row => Fits(row, map)))
        {
            throw new ExportFormatException($"No row has the fields of \"{map.Name}\": a time, a model, and something to compare.", $"It needs one of {string.Join(", ", map.Time)} and one of {string.Join(", ", map.Model)}. Group the export by model; name other fields with --map.");
        }

        return ([.. table.Select((row, index) => Row(row, used, index + 1)).OfType<ExportRow>()], used);
    }

    private static IReadOnlyList<IReadOnlyDictionary<string, string>> Table(ReadOnlySpan<byte> file)
    {
        var bytes = file.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? file[3..] : file;
        var start = bytes.IndexOfAnyExcept(" \t\r\n"u8);
        return start >= 0 && bytes[start] is (byte)'{' or (byte)'[' ? JsonTable.Read(bytes) : CsvTable.Read(Encoding.UTF8.GetString(bytes));
    }

    private static bool Fits(IReadOnlyDictionary<string, string> row, ExportMap map) =>
        First(row, map.Time) is not null && First(row, map.Model) is not null
        && (map.Input.Any(fields => fields.Any(row.ContainsKey)) || map.Output.Any(fields => fields.Any(row.ContainsKey)) || map.Cost.Any(field => row.ContainsKey(field.Field)) || map.Requests.Any(row.ContainsKey));

    /// <summary>The row; null for one that tells nothing: an empty bucket of time.</summary>
    private static ExportRow? Row(IReadOnlyDictionary<string, string> row, ExportMap map, int number)
    {
        var (input, output, requests, cost) = (Sum(row, map.Input, number), Sum(row, map.Output, number), Count(row, First(row, map.Requests), number), Money(row, map, number));
        if (input is null && output is null && requests is null && cost is null)
        {
            return null;
        }

        if (First(row, map.Currency) is { } currency && !row[currency].Equals("usd", StringComparison.OrdinalIgnoreCase))
        {
            throw new ExportFormatException($"Row {number} is in {row[currency]}.", "Currencies are not converted: export in US dollars.");
        }

        var id = First(row, map.Id) is { } known ? row[known] : null;
        return new ExportRow
        {
            Id = id,
            Time = Time(row, map, number),
            Model = Model(row, map),
            Requests = requests ?? (id is null ? null : 1),
            Input = input,
            Output = output,
            CostNano = cost,
        };
    }

    /// <summary>The first field that is there and not empty.</summary>
    private static string? First(IReadOnlyDictionary<string, string> row, IEnumerable<string> fields) => fields.FirstOrDefault(field => row.TryGetValue(field, out var text) && text.Length > 0);

    private static string Model(IReadOnlyDictionary<string, string> row, ExportMap map)
    {
        var text = First(row, map.Model) is { } field ? row[field] : NoModel;
        var end = map.ModelEndsAt is { } mark ? text.IndexOf(mark, StringComparison.Ordinal) : -1;
        text = end > 0 ? text[..end] : text;

        // An address of a model ends in its name.
        return text.StartsWith("arn:", StringComparison.Ordinal) ? text[(text.LastIndexOf('/') + 1)..] : text;
    }

    private static DateTimeOffset Time(IReadOnlyDictionary<string, string> row, ExportMap map, int number)
    {
        var field = First(row, map.Time);
        var text = field is null ? "" : row[field];
        if (text.EndsWith(" UTC", StringComparison.Ordinal))
        {
            text = text[..^4] + "Z";
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 100_000_000 and < 100_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : Moment.IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment
            : throw new ExportFormatException($"Row {number} has no time that can be read{(field is null ? "" : $" in {field}: \"{text}\"")}.", "Give dates as 2026-11-20 or moments as 2026-11-20T12:00:00Z.");
    }

    private static long? Sum(IReadOnlyDictionary<string, string> row, IReadOnlyList<IReadOnlyList<string>> alternatives, int number)
    {
        foreach (var fields in alternatives)
        {
            var counts = fields.Select(field => Count(row, field, number)).OfType<long>().ToList();
            if (counts.Count > 0)
            {
                return counts.Sum();
            }
        }

        return null;
    }

    private static long? Count(IReadOnlyDictionary<string, string> row, string? field, int number) =>
        field is null || !row.TryGetValue(field, out var text) || text.Length == 0 ? null
        : TryNumber(text, out var count) && count is >= 0 and <= MostTokens && count == decimal.Truncate(count) ? (long)count
        : throw NoNumber(number, field, "count", text);

    private static decimal? Money(IReadOnlyDictionary<string, string> row, ExportMap map, int number)
    {
        foreach (var (field, dollars) in map.Cost)
        {
            if (row.TryGetValue(field, out var text) && text.Length > 0)
            {
                var bare = text.StartsWith("-$", StringComparison.Ordinal) ? "-" + text[2..] : text.TrimStart('$');
                return TryNumber(bare, out var amount) && Math.Abs(amount) <= MostDollars ? amount * dollars * NanoPerDollar : throw NoNumber(number, field, "amount", text);
            }
        }

        return null;
    }

    private static ExportFormatException NoNumber(int row, string field, string what, string text) => new(
        $"Row {row}: {field} is no {what}: \"{text}\".",
        text.Contains(',', StringComparison.Ordinal) ? "Export it with decimal points: a comma may only stand between groups of three digits." : "Export the file again; a program may have changed it.");

    /// <summary>Reads a number with a decimal point. A comma that is not between groups of three digits may be somebody's decimal comma.</summary>
    private static bool TryNumber(string text, out decimal number)
    {
        number = 0;
        return (!text.Contains(',', StringComparison.Ordinal) || Grouped.IsMatch(text))
            && decimal.TryParse(text.Replace(",", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    [GeneratedRegex(@"^-?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?\z")]
    private static partial Regex Grouped { get; }

    // A date, or RFC 3339 with a T or a space, with or without seconds and a zone: what is read more freely takes 05/11 for the 11th of May.
    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)? ?([Zz]|[+-][0-9]{2}:?[0-9]{2})?)?\z")]
    private static partial Regex Moment { get; }
}

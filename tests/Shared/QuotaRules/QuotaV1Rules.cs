using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Weir.TestKit.QuotaRules;

/// <summary>Reads quota-v1 as strictly as its clients do: one unknown key or bad value, and the whole answer is refused.</summary>
internal static partial class QuotaV1Rules
{
    private static readonly string[] Keys = ["kind", "name", "resultType", "percentRemaining", "value", "label", "right", "resetTimeIso", "observedAtIso"];
    private static readonly string[] OfPercents = ["quota", "rate_limit", "budget"];
    private static readonly string[] OfValues = ["quota", "rate_limit", "usage", "spend", "budget", "balance", "status"];

    /// <summary>The entries.</summary>
    /// <exception cref="FormatException">It would be refused; the message says why.</exception>
    public static IReadOnlyList<JsonElement> Read(string body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement.Clone();
        Only(root, ["version", "entries"]);
        Must(root.GetProperty("version").GetString() == "quota-v1", "the version");
        var entries = root.GetProperty("entries");
        Must(entries.ValueKind == JsonValueKind.Array && entries.GetArrayLength() is >= 1 and <= 100, "the number of entries");
        foreach (var entry in entries.EnumerateArray())
        {
            Check(entry);
        }

        return [.. entries.EnumerateArray()];
    }

    private static void Check(JsonElement entry)
    {
        Only(entry, Keys);
        var type = entry.GetProperty("resultType").GetString();
        var (hasPercent, hasValue) = (entry.TryGetProperty("percentRemaining", out var percent), entry.TryGetProperty("value", out _));
        switch (entry.GetProperty("kind").GetString())
        {
            case "percent":
                Must(OfPercents.Contains(type) && hasPercent && !hasValue, "a percent");
                Must(percent.ValueKind == JsonValueKind.Number && double.IsFinite(percent.GetDouble()) && percent.GetDouble() <= 100, "percentRemaining");
                break;
            case "value":
                Must(OfValues.Contains(type) && hasValue && !hasPercent, "a value");
                break;
            default:
                throw new FormatException("the kind");
        }

        Line(entry, "name", 80, isNeeded: true);
        Line(entry, "label", 80);
        Line(entry, "right", 160);
        Line(entry, "value", 160);
        Time(entry, "resetTimeIso");
        Time(entry, "observedAtIso");
    }

    private static void Line(JsonElement entry, string key, int longest, bool isNeeded = false)
    {
        if (entry.TryGetProperty(key, out var value))
        {
            Must(value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text && text.Length <= longest && !text.Any(char.IsControl), key);
        }
        else
        {
            Must(!isNeeded, key);
        }
    }

    private static void Time(JsonElement entry, string key)
    {
        if (entry.TryGetProperty(key, out var value))
        {
            Must(value.ValueKind == JsonValueKind.String && Iso().IsMatch(value.GetString()!) && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, out _), key);
        }
    }

    private static void Only(JsonElement element, string[] keys)
    {
        Must(element.ValueKind == JsonValueKind.Object, "an object");
        foreach (var member in element.EnumerateObject())
        {
            Must(keys.Contains(member.Name), $"the key {member.Name}");
            Must(member.Value.ValueKind != JsonValueKind.Null, $"null for {member.Name}");
        }
    }

    private static void Must(bool isSo, string what)
    {
        if (!isSo)
        {
            throw new FormatException(what);
        }
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?(Z|[+-]\d{2}:\d{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Iso();
}

using System.Globalization;
using System.Text.Json;

namespace Weir.Metering.Quotas;

/// <summary>Reads what an upstream answers when it is asked for its quota. Pure; takes any bytes.</summary>
public static class QuotaReader
{
    /// <summary>The most windows that are kept of one answer.</summary>
    private const int Most = 64;

    private static readonly JsonDocumentOptions Bounds = new() { MaxDepth = 32 };

    /// <summary>The windows, and what is wrong with the answer, in a sentence; null when it could be read. Some windows and a problem never come together.</summary>
    /// <param name="body">The answer.</param>
    /// <param name="format">Its shape.</param>
    /// <param name="now">The time.</param>
    public static (IReadOnlyList<QuotaWindow> Windows, string? Problem) Read(ReadOnlyMemory<byte> body, QuotaFormat format, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(format);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body, Bounds);
        }
        catch (JsonException)
        {
            return ([], "Its answer is not JSON.");
        }

        using (document)
        {
            var root = document.RootElement;
            if (format.Success is var (pointer, value) && QuotaNumbers.Text(root, pointer) != value)
            {
                return ([], "Its answer says that it can't tell.");
            }

            var windows = new Dictionary<string, QuotaWindow>(StringComparer.Ordinal);
            foreach (var window in format.Mappings.SelectMany(mapping => Places(root, mapping).Select(place => Window(place.At, place.Key, mapping, now))).OfType<QuotaWindow>())
            {
                if (windows.Count < Most)
                {
                    windows.TryAdd(window.Name, window);
                }
            }

            return windows.Count > 0 ? ([.. windows.Values], null) : ([], $"Its answer has no quota in it that reads as \"{format.Name}\".");
        }
    }

    private static IEnumerable<(JsonElement At, string? Key)> Places(JsonElement root, QuotaMapping mapping)
    {
        if (QuotaNumbers.Find(root, mapping.At) is not { } at)
        {
            return [];
        }

        IEnumerable<(JsonElement At, string? Key)> places = !mapping.Each ? [(at, null)] : at.ValueKind switch
        {
            JsonValueKind.Array => at.EnumerateArray().Take(Most).Select(static item => (item, (string?)null)),
            JsonValueKind.Object => at.EnumerateObject().Take(Most).Select(static member => (member.Value, QuotaNumbers.Name(member))),
            _ => [],
        };
        return places.Where(place => mapping.When.All(condition => QuotaNumbers.Text(place.At, condition.Pointer) == condition.Value));
    }

    private static QuotaWindow? Window(JsonElement at, string? key, QuotaMapping mapping, DateTimeOffset now)
    {
        var limit = NotNegative(Amount(at, mapping.Limit, mapping.Scale));
        var spent = Amount(at, mapping.Used, mapping.Scale);
        spent = limit is null ? spent : NotNegative(spent);
        var remaining = Amount(at, mapping.Remaining, mapping.Scale) ?? (limit is { } all && spent is { } used ? all - used : null);
        var share = Share(at, mapping) ?? (limit > 0 && remaining is { } left && left <= limit ? (double)(1 - (left / limit.Value)) : null);
        if (remaining is null && spent is null && share is null)
        {
            return null;
        }

        TimeSpan? length = mapping.Length ?? (QuotaNumbers.Number(at, mapping.LengthSeconds) is { } seconds and > 0 and < 1_000_000_000 ? TimeSpan.FromSeconds((double)seconds) : null);
        return new QuotaWindow
        {
            Name = NameOf(at, key, mapping, length),
            Meaning = mapping.Meaning is QuotaMeaning.Budget or QuotaMeaning.Allowance && limit is null && remaining is null && share is null ? QuotaMeaning.Spend : mapping.Meaning,
            Used = share,
            Spent = spent,
            Remaining = remaining,
            Limit = limit,
            Unit = mapping.Unit is ['/', ..] ? QuotaNumbers.Text(at, mapping.Unit) : mapping.Unit,
            Length = length,
            ResetsAt = Reset(at, mapping, now),
            IsRolling = mapping.IsRolling,
            SeenAt = now,
            CoversAll = mapping.CoversAll,
        };
    }

    private static decimal? Amount(JsonElement at, string? pointer, decimal scale) => QuotaNumbers.Number(at, pointer) * scale;

    private static decimal? NotNegative(decimal? number) => number >= 0 ? number : null;

    private static double? Share(JsonElement at, QuotaMapping mapping) =>
        (QuotaNumbers.Number(at, mapping.UsedShare) ?? (QuotaNumbers.Number(at, mapping.UsedPercent) / 100) ?? (1 - (QuotaNumbers.Number(at, mapping.RemainingPercent) / 100))) is { } share and >= 0 and <= 100
            ? (double)share
            : null;

    private static DateTimeOffset? Reset(JsonElement at, QuotaMapping mapping, DateTimeOffset now) =>
        mapping.ResetsDaily ? new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero)
        : QuotaNumbers.Number(at, mapping.ResetsIn) is { } wait and >= 0 and < 100_000_000_000 ? now.AddMilliseconds((double)wait)
        : QuotaNumbers.Text(at, mapping.ResetsAt) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? ResetTime.ReadMoment(text)
        : ResetTime.Read(text, now);

    private static string NameOf(JsonElement at, string? key, QuotaMapping mapping, TimeSpan? length)
    {
        var name = mapping.LengthSeconds is not null && length is { } known ? QuotaNames.Of(known) : mapping.Name;
        var rest = QuotaNumbers.Text(at, mapping.NameFrom) ?? (mapping.Each && key is { Length: <= 80 } && !key.Any(char.IsControl) ? key : null);
        return rest is null ? name : name.Length == 0 ? rest : $"{name} {rest}";
    }
}

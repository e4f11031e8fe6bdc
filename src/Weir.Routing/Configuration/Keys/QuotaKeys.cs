using Weir.Metering.Quotas;

namespace Weir.Routing.Configuration.Keys;

/// <summary>Where a connection's server tells its quota.</summary>
internal static class QuotaKeys
{
    private static readonly KeyBlock Format = new("quota_format", "Shape of the answer: the name of a known one, or a JSON pointer (RFC 6901) to each figure in it.",
    [
        new("name", ValueKind.Text, "A known shape; instead of pointers.") { Allowed = [.. QuotaFormat.Named.Select(static format => format.Name)] },
        Pointer("remaining", "What is left."),
        Pointer("limit", "All of it."),
        Pointer("used", "What is used."),
        Pointer("used_percent", "Used share, 0 to 100."),
        Pointer("remaining_percent", "Share that is left, 0 to 100."),
        Pointer("resets_at", "When it is full again: RFC 3339, or seconds or milliseconds since 1970."),
        new("currency", ValueKind.Text, "Currency, for money: a pointer, or the word itself such as USD."),
        new("unit", ValueKind.Text, "Unit, for anything else: a pointer, or the word itself such as tokens."),
    ])
    { ShortFor = "name" };

    public static KeyBlock Quota { get; } = new("quota", "How the server is asked what is left; the vendor's own endpoint, where Weir knows one, when left out.",
    [
        new("path", ValueKind.Text, "Path behind the base URL, such as /quota."),
        new("format", ValueKind.Block, "Shape of the answer; neutral when left out.") { Block = Format },
        new("interval", ValueKind.Duration, "How often to ask while the connection is in use; 5m when left out.") { Min = 10, Max = 86_400 },
        new("enabled", ValueKind.Boolean, "False never asks; true when left out."),
    ]);

    private static KeyRule Pointer(string name, string description) => new(name, ValueKind.Text, description);
}

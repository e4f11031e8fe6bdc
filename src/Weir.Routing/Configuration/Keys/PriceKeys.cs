namespace Weir.Routing.Configuration.Keys;

/// <summary>The keys of prices: of a model's own, of those that go before the catalogue's, and of the stand-in.</summary>
internal static class PriceKeys
{
    public const string Free = "free";

    public const string Plan = "plan";

    private const decimal DearestRate = 1_000_000;
    private const decimal DearestUnit = 1_000_000;
    private const decimal LargestSize = 10_000_000_000;

    private const string Day = "A day (2026-01-31, from midnight UTC) or a moment (2026-01-31T09:00:00Z).";

    private static readonly KeyBlock Tier = new("tier", "Rates that hold above a number of input tokens, for the whole request.",
    [
        new("size", ValueKind.Integer, "Input tokens above which the tier holds: 200000 for prompts longer than that.") { Min = 1, Max = LargestSize, Required = true },
        .. Rates(required: true),
    ]);

    private static readonly KeyBlock Ceiling = new("ceiling", "A price in US dollars per million tokens.",
    [
        new("input", ValueKind.Number, "Per million input tokens.") { Min = 0, Max = DearestRate, Required = true },
        new("output", ValueKind.Number, "Per million output tokens.") { Min = 0, Max = DearestRate, Required = true },
    ]);

    private static readonly KeyBlock Override = new("price_override", "What a connection or a model costs, in US dollars per million tokens, and when.",
    [
        new("on", ValueKind.Text, "connection:NAME or model:CONNECTION/MODEL.") { Required = true },
        new("from", ValueKind.Text, "From when on it holds. " + Day + " Always when left out."),
        new("until", ValueKind.Text, "From when on it holds no more. " + Day + " Never when left out."),
        new("tariff", ValueKind.Text, "In the place of a price: nobody bills it, or a subscription pays.") { Allowed = [Free, Plan] },
        .. Rates(required: false),
        .. Parts(),
        .. Units(),
        Tiers(),
        new("discount", ValueKind.Number, "Share that is not paid of this price, or of the catalogue's where the entry has none: 0.1 is a tenth less.") { Min = 0, Max = 1 },
        new("batch_discount", ValueKind.Number, "Share that is not paid of batches, after the discount; 0.5 at providers that are known to do so, else 0, when left out.") { Min = 0, Max = 1 },
    ]);

    public static KeyBlock Cost { get; } = new("cost", "Price in US dollars per million tokens; replaces the catalogue's as a whole.", [.. Rates(required: true), .. Parts(), .. Units(), Tiers()]);

    public static KeyBlock Prices { get; } = new("prices", "Prices that go before the catalogue's, and what counts where a price or a usage is missing.",
    [
        new("overrides", ValueKind.BlockList, "What you pay where it is not the catalogue's price; the entry for a model goes before the one for its connection.") { Block = Override },
        new("ceiling", ValueKind.Block, "What a model without a known price counts as, under a budget in money; refused there when left out.") { Block = Ceiling },
        new("unreported", ValueKind.Text, "What a request counts as on budgets that its provider may bill without having told the usage (a cut answer, a timeout): all that was held for it, or an estimate; worst when left out.") { Allowed = ["worst", "estimate"] },
    ]);

    /// <summary>The keys that say a price per token or by the piece.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Cost.Keys.Select(static rule => rule.Name)];

    /// <summary>Those that price a part of the tokens, and mean nothing without input and output.</summary>
    public static IReadOnlyList<string> TokenParts { get; } = [.. All.Where(static name => name is not ("input" or "output") && !name.StartsWith("per_", StringComparison.Ordinal))];

    private static KeyRule Tiers() => new("tiers", ValueKind.BlockList, "Dearer or cheaper rates for large inputs.") { Block = Tier };

    private static KeyRule[] Rates(bool required) =>
    [
        Rate("input", "Input tokens.", required),
        Rate("output", "Output tokens.", required),
        Rate("cache_read", "Input read from the provider's cache; as input when left out."),
        Rate("cache_write", "Input written to the provider's cache; as input when left out."),
        Rate("cache_write_1h", "Input written to a cache that is kept for an hour; twice the input when left out, as input where writing has no rate."),
    ];

    private static KeyRule[] Parts() =>
    [
        Rate("reasoning", "Reasoning tokens; as output when left out."),
        Rate("input_audio", "Audio that comes in; as input when left out."),
        Rate("output_audio", "Audio that goes out; as output when left out."),
        Rate("input_image", "Pictures that come in; as input when left out."),
        Rate("output_image", "Pictures that go out; as output when left out."),
    ];

    private static KeyRule[] Units() =>
    [
        Unit("per_request", "US dollars for an answered request, beside its tokens."),
        Unit("per_image", "US dollars for a picture that is made."),
        Unit("per_second", "US dollars for a second of sound that is listened to."),
        Unit("per_character", "US dollars for a character that is spoken."),
    ];

    private static KeyRule Rate(string name, string description, bool required = false) => new(name, ValueKind.Number, description) { Min = 0, Max = DearestRate, Required = required };

    private static KeyRule Unit(string name, string description) => new(name, ValueKind.Number, description) { Min = 0, Max = DearestUnit };
}

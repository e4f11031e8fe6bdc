namespace Weir.Routing.Configuration.Keys;

/// <summary>The keys of budgets, rate limits and stand-in prices.</summary>
internal static class MoneyKeys
{
    private const string Subjects = "What it is on: gateway, key:NAME, user:NAME, team:NAME, connection:NAME or model:CONNECTION/MODEL.";

    // A thousand million dollars in nano-dollars fit 64 bits with room to spare.
    private const decimal MostUsd = 1_000_000_000;
    private const decimal MostTokens = 1_000_000_000_000;

    public static KeyBlock Budget { get; } = new("budget", "Money and tokens that may be spent.",
    [
        new("on", ValueKind.Text, Subjects) { Required = true },
        Usd("daily", "US dollars a day."),
        Usd("weekly", "US dollars a week."),
        Usd("monthly", "US dollars a month."),
        Usd("rolling", "US dollars in any span of time as long as rolling_window."),
        Usd("total", "US dollars once and for all."),
        Tokens("daily_tokens", "Tokens a day, input and output together."),
        Tokens("weekly_tokens", "Tokens a week."),
        Tokens("monthly_tokens", "Tokens a month."),
        Tokens("rolling_tokens", "Tokens in any span of time as long as rolling_window."),
        Tokens("total_tokens", "Tokens once and for all."),
        new("rolling_window", ValueKind.Duration, "Length of the rolling window, in whole minutes.") { Min = 60, Max = 316_224_000 },
        new("hard", ValueKind.Boolean, "Whether what does not fit is refused; true when left out. False only counts and warns."),
        new("alert", ValueKind.Number, "Share of it from which to warn; 0.8 when left out.") { Min = 0, Max = 1 },
        new("run_soft_tokens", ValueKind.Integer, "Tokens of one run (x-weir-run) from which to warn.") { Min = 0, Max = MostTokens },
        new("run_hard_tokens", ValueKind.Integer, "Tokens of one run (x-weir-run) at which it ends.") { Min = 0, Max = MostTokens },
        new("timezone", ValueKind.Text, "IANA name of the time zone in which days, weeks and months begin; UTC when left out."),
        new("reset_hour", ValueKind.Integer, "Hour at which they begin; 0 when left out.") { Min = 0, Max = 23 },
        new("reset_day", ValueKind.Integer, "Day on which months begin, or the last of a month without it; 1 when left out.") { Min = 1, Max = 31 },
        new("reset_weekday", ValueKind.Text, "Day on which weeks begin; monday when left out.") { Allowed = Weekdays },
    ]);

    public static KeyBlock Limit { get; } = new("rate_limit", "How fast something may be used.",
    [
        new("on", ValueKind.Text, Subjects) { Required = true },
        new("rpm", ValueKind.Integer, "Requests in any 60 seconds.") { Min = 1, Max = MostTokens },
        new("tpm", ValueKind.Integer, "Tokens in any 60 seconds, input and output together.") { Min = 1, Max = MostTokens },
        new("concurrent", ValueKind.Integer, "Requests at a time.") { Min = 1, Max = 1_000_000 },
    ]);

    public static KeyBlock Prices { get; } = new("prices", "What counts where a price or a usage is missing.",
    [
        new("ceiling", ValueKind.Block, "What a model without a known price counts as, under a budget in money; refused there when left out.") { Block = Ceiling },
        new("unreported", ValueKind.Text, "What a request counts as on budgets that its provider may bill without having told the usage (a cut answer, a timeout): all that was held for it, or an estimate; worst when left out.") { Allowed = ["worst", "estimate"] },
    ]);

    /// <summary>Sunday first, as in <see cref="DayOfWeek"/>.</summary>
    public static IReadOnlyList<string> Weekdays => ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    private static KeyBlock Ceiling => new("ceiling", "A price in US dollars per million tokens.",
    [
        new("input", ValueKind.Number, "Per million input tokens.") { Min = 0, Max = 1_000_000, Required = true },
        new("output", ValueKind.Number, "Per million output tokens.") { Min = 0, Max = 1_000_000, Required = true },
    ]);

    private static KeyRule Usd(string name, string description) => new(name, ValueKind.Number, description) { Min = 0, Max = MostUsd };

    private static KeyRule Tokens(string name, string description) => new(name, ValueKind.Integer, description) { Min = 0, Max = MostTokens };
}

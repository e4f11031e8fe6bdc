namespace Weir.Metering.Quotas.Vendors;

/// <summary>Subscription plans: windows, of which a share is used. Checked in August 2026.</summary>
internal static class PlanQuotas
{
    private const string OAuth = "oauth";

    private static readonly TimeSpan FiveHours = TimeSpan.FromHours(5);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static IReadOnlyList<VendorQuota> All { get; } =
    [
        new()
        {
            Providers = ["openai"],
            AuthMethod = OAuth,
            Address = "/backend-api/wham/usage",
            Format = new("openai plan",
            [
                CodexWindow("/rate_limit/primary_window"),
                CodexWindow("/rate_limit/secondary_window"),
                CodexWindow("/code_review_rate_limit/primary_window", "code review") with { LengthSeconds = null, CoversAll = false },
            ]),
        },
        new()
        {
            Providers = ["anthropic"],
            AuthMethod = OAuth,
            Address = "/api/oauth/usage",
            Headers = new Dictionary<string, string> { ["anthropic-beta"] = "oauth-2025-04-20" },
            Format = new("anthropic plan",
            [
                ClaudeWindow("5h", "/five_hour", FiveHours),
                ClaudeWindow("7d", "/seven_day", Week),
                ClaudeWindow("7d opus", "/seven_day_opus", Week) with { CoversAll = false },
                ClaudeWindow("7d sonnet", "/seven_day_sonnet", Week) with { CoversAll = false },
            ]),
        },
        new()
        {
            Providers = ["github-copilot"],
            AuthMethod = OAuth,
            Address = "https://api.github.com/copilot_internal/user",
            Behind = "api.githubcopilot.com",
            KeyForm = QuotaKeyForm.Token,
            Headers = new Dictionary<string, string> { ["X-GitHub-Api-Version"] = "2025-04-01" },

            // Some models need no premium requests: one that is used up covers not all.
            Format = new("github-copilot", [CopilotCount("premium requests", "premium_interactions"), CopilotCount("chat", "chat"), CopilotCount("completions", "completions")]),
        },
        new() { Providers = ["zai-coding-plan", "zhipuai-coding-plan"], Address = "/api/monitor/usage/quota/limit", KeyForm = QuotaKeyForm.Bare, Format = new("zai", [ZaiWindow("5h", "3", FiveHours), ZaiWindow("7d", "6", Week)]) },
        new() { Providers = ["minimax-coding-plan"], Address = "/v1/api/openplatform/coding_plan/remains", Format = MiniMax("minimax", countIsLeft: true) },
        new() { Providers = ["minimax-cn-coding-plan"], Address = "/v1/token_plan/remains", Format = MiniMax("minimax-cn", countIsLeft: false) },
        new()
        {
            Providers = ["kimi-for-coding"],
            Address = "/coding/v1/usages",
            Format = new("kimi",
            [
                new() { Name = "usage", Meaning = QuotaMeaning.Allowance, At = "/usage", Limit = "/limit", Used = "/used", Remaining = "/remaining", ResetsAt = "/resetTime", Unit = "requests" },
                new() { Name = "window", Meaning = QuotaMeaning.Allowance, At = "/limits", Each = true, NameFrom = "/window/duration", Limit = "/detail/limit", Used = "/detail/used", Remaining = "/detail/remaining", ResetsAt = "/detail/resetTime", Unit = "requests" },
            ]),
        },
        new()
        {
            Providers = ["chutes"],
            Address = "https://api.chutes.ai/users/me/quota_usage/me",
            Behind = "llm.chutes.ai",
            Format = new("chutes", [new() { Name = "1d", Meaning = QuotaMeaning.Allowance, Limit = "/quota", Used = "/used", ResetsDaily = true, Length = Day, Unit = "requests" }]),
        },
        new()
        {
            Providers = ["synthetic"],
            Address = "/v2/quotas",
            Format = new("synthetic",
            [
                new() { Name = "5h", Meaning = QuotaMeaning.Allowance, At = "/rollingFiveHourLimit", Limit = "/max", Remaining = "/remaining", ResetsAt = "/nextTickAt", IsRolling = true, Length = FiveHours, Unit = "requests" },
                new() { Name = "7d", Meaning = QuotaMeaning.Budget, At = "/weeklyTokenLimit", Limit = "/maxCredits", Remaining = "/remainingCredits", RemainingPercent = "/percentRemaining", ResetsAt = "/nextRegenAt", IsRolling = true, Length = Week, Unit = "USD" },
            ]),
        },
        new()
        {
            Providers = ["nano-gpt"],
            Address = "/api/subscription/v1/usage",
            KeyForm = QuotaKeyForm.XApiKey,
            IsDocumented = true,
            Format = new("nano-gpt", [NanoGptWindow("1d", "/daily"), NanoGptWindow("month", "/monthly")]),
        },
        new()
        {
            Providers = ["ollama-cloud"],
            Address = "/api/usage",
            KeyForm = QuotaKeyForm.Bare,
            Format = new("ollama-cloud",
            [
                new() { Name = "session", Meaning = QuotaMeaning.Window, At = "/limits/session", UsedShare = "/usage" },
                new() { Name = "7d", Meaning = QuotaMeaning.Window, At = "/limits/weekly", UsedShare = "/usage", Length = Week },
            ]),
        },
        new()
        {
            Providers = ["opencode-go"],
            Address = "/zen/go/v1/usage",
            Format = new("opencode-go", [new() { Name = "", Meaning = QuotaMeaning.Window, At = "/usage", Each = true, UsedPercent = "/percent", ResetsAt = "/resetsAt" }]),
        },
    ];

    /// <summary>Told apart by their length, not by their place: a plan may have the week in either.</summary>
    private static QuotaMapping CodexWindow(string at, string name = "window") =>
        new() { Name = name, Meaning = QuotaMeaning.Window, At = at, UsedPercent = "/used_percent", LengthSeconds = "/limit_window_seconds", ResetsAt = "/reset_at" };

    private static QuotaMapping ClaudeWindow(string name, string at, TimeSpan length) =>
        new() { Name = name, Meaning = QuotaMeaning.Window, At = at, UsedPercent = "/utilization", ResetsAt = "/resets_at", Length = length };

    private static QuotaMapping CopilotCount(string name, string what) => new()
    {
        Name = name,
        Meaning = QuotaMeaning.Allowance,
        At = "/quota_snapshots/" + what,
        When = [("/unlimited", "false")],
        Limit = "/entitlement",
        Remaining = "/remaining",
        RemainingPercent = "/percent_remaining",
        Unit = "requests",
        CoversAll = false,
    };

    private static QuotaMapping ZaiWindow(string name, string unit, TimeSpan length) => new()
    {
        Name = name,
        Meaning = QuotaMeaning.Window,
        At = "/data/limits",
        Each = true,
        When = [("/unit", unit)],
        UsedPercent = "/percentage",
        ResetsAt = "/nextResetTime",
        Length = length,
    };

    /// <summary>The same field means what is left in one country and what was used in the other. Limits are by model.</summary>
    private static QuotaFormat MiniMax(string name, bool countIsLeft) => new(name,
    [
        new()
        {
            Name = "5h",
            Meaning = QuotaMeaning.Allowance,
            At = "/model_remains",
            Each = true,
            NameFrom = "/model_name",
            Limit = "/current_interval_total_count",
            Remaining = countIsLeft ? "/current_interval_usage_count" : null,
            Used = countIsLeft ? null : "/current_interval_usage_count",
            ResetsIn = "/remains_time",
            Length = FiveHours,
            Unit = "requests",
            CoversAll = false,
        },
    ])
    { Success = ("/base_resp/status_code", "0") };

    private static QuotaMapping NanoGptWindow(string name, string at) =>
        new() { Name = name, Meaning = QuotaMeaning.Allowance, At = at, Used = "/used", Remaining = "/remaining", ResetsAt = "/resetAt", Unit = "requests" };
}

namespace Weir.Metering.Quotas.Vendors;

/// <summary>Balances and budgets, in money or points. Checked in August 2026.</summary>
internal static class BalanceQuotas
{
    private const string Usd = "USD";
    private const string Cny = "CNY";

    public static IReadOnlyList<VendorQuota> All { get; } =
    [
        new() { Providers = ["openrouter"], Address = "/api/v1/key", IsDocumented = true, Format = QuotaFormat.OpenRouter },
        new() { Providers = ["vercel"], Address = "/v1/credits", IsDocumented = true, Format = new("vercel", [Balance("", "/balance", Usd) with { Used = "/total_used" }]) },
        new()
        {
            Providers = ["deepseek"],
            Address = "/user/balance",
            IsDocumented = true,
            Format = new("deepseek", [Balance("/balance_infos", "/total_balance", "/currency") with { Each = true, NameFrom = "/currency" }]),
        },
        new() { Providers = ["moonshotai"], Address = "/v1/users/me/balance", IsDocumented = true, Format = new("moonshot", [Balance("/data", "/available_balance", Usd)]) },
        new() { Providers = ["moonshotai-cn"], Address = "/v1/users/me/balance", IsDocumented = true, Format = new("moonshot", [Balance("/data", "/available_balance", Cny)]) },
        new() { Providers = ["siliconflow"], Address = "/v1/user/info", IsDocumented = true, Format = new("siliconflow", [Balance("/data", "/totalBalance", Usd)]) },
        new() { Providers = ["siliconflow-cn"], Address = "/v1/user/info", IsDocumented = true, Format = new("siliconflow", [Balance("/data", "/totalBalance", Cny)]) },
        new() { Providers = ["novita-ai"], Address = "/openapi/v1/billing/balance/detail", IsDocumented = true, Format = new("novita", [Balance("", "/availableBalance", Usd) with { Scale = 0.0001m }]) },
        new()
        {
            Providers = ["venice"],
            Address = "/api/v1/billing/balance",
            IsDocumented = true,

            // Either of them pays.
            Format = new("venice", [Balance("/balances", "/usd", Usd), Balance("/balances", "/diem", "DIEM") with { Name = "balance diem" }]),
        },
        new() { Providers = ["poe"], Address = "/usage/current_balance", IsDocumented = true, Format = new("poe", [Balance("", "/current_point_balance", "points")]) },
        new() { Providers = ["kilo"], Address = "/api/profile/balance", Format = new("kilo", [Balance("", "/balance", Usd)]) },

        // A negative number is money that is there.
        new() { Providers = ["deepinfra"], Address = "/payment/checklist?compute_owed=true", Format = new("deepinfra", [Balance("", "/stripe_balance", Usd) with { Scale = -1 }]) },

        // Where none of it is left, the plan's allowance may still pay.
        new() { Providers = ["neuralwatt"], Address = "/v1/quota", Format = new("neuralwatt", [Balance("/balance", "/credits_remaining_usd", Usd) with { CoversAll = false }]) },
        new()
        {
            Providers = ["crof"],
            Address = "/usage_api/",
            Format = new("crof",
            [
                Balance("", "/credits", "credits") with { CoversAll = false },
                new() { Name = "requests", Meaning = QuotaMeaning.Allowance, Limit = "/requests_plan", Remaining = "/usable_requests", Unit = "requests", CoversAll = false },
            ]),
        },
        new()
        {
            Providers = ["elevenlabs"],
            Address = "/v1/user/subscription",
            KeyForm = QuotaKeyForm.XiApiKey,
            IsDocumented = true,
            Format = new("elevenlabs", [new() { Name = "characters", Meaning = QuotaMeaning.Allowance, Limit = "/character_limit", Used = "/character_count", ResetsAt = "/next_character_count_reset_unix", Unit = "characters" }]),
        },
    ];

    private static QuotaMapping Balance(string at, string pointer, string unit) => new() { Name = "balance", Meaning = QuotaMeaning.Balance, At = at, Remaining = pointer, Unit = unit };
}

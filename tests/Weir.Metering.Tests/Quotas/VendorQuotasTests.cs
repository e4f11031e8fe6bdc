using System.Globalization;
using System.Text;
using Weir.Metering.Quotas;
using Weir.Metering.Quotas.Vendors;

namespace Weir.Metering.Tests.Quotas;

public sealed class VendorQuotasTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    /// <summary>An answer in each vendor's shape, and what is to be read: name, used percent, left.</summary>
    public static TheoryData<string, string, string, string> Answers => new()
    {
        { "openai", "oauth", """{"plan_type":"plus","rate_limit":{"limit_reached":false,"primary_window":{"used_percent":12,"limit_window_seconds":18000,"reset_at":1795270000},"secondary_window":{"used_percent":40.5,"limit_window_seconds":604800,"reset_at":1795600000}}}""", "5h 12% ?, 7d 40.5% ?" },
        { "anthropic", "oauth", """{"five_hour":{"utilization":33.0,"resets_at":"2026-11-21T15:00:00Z"},"seven_day":{"utilization":100,"resets_at":"2026-11-25T00:00:00Z"},"seven_day_opus":null}""", "5h 33% ?, 7d 100% ?" },
        { "github-copilot", "oauth", """{"copilot_plan":"individual","quota_snapshots":{"premium_interactions":{"entitlement":300,"remaining":75,"percent_remaining":25.0,"unlimited":false},"chat":{"entitlement":0,"remaining":0,"percent_remaining":100,"unlimited":true}}}""", "premium requests 75% 75" },
        { "zai-coding-plan", "api", """{"code":200,"data":{"limits":[{"type":"TOKENS_LIMIT","unit":3,"percentage":7,"nextResetTime":1795270000000},{"type":"TIME_LIMIT","unit":5,"percentage":1}]}}""", "5h 7% ?" },
        { "minimax-coding-plan", "api", """{"base_resp":{"status_code":0},"model_remains":[{"model_name":"m2","current_interval_total_count":100,"current_interval_usage_count":80,"remains_time":60000}]}""", "5h m2 20% 80" },
        { "minimax-cn-coding-plan", "api", """{"base_resp":{"status_code":0},"model_remains":[{"model_name":"m2","current_interval_total_count":100,"current_interval_usage_count":80,"remains_time":60000}]}""", "5h m2 80% 20" },
        { "kimi-for-coding", "api", """{"usage":{"limit":"100","remaining":"40"},"limits":[{"window":{"duration":300,"timeUnit":"MINUTE"},"detail":{"limit":"20","used":"5"}}]}""", "usage 60% 40, window 300 25% 15" },
        { "chutes", "api", """{"quota":300,"used":30}""", "1d 10% 270" },
        { "synthetic", "api", """{"rollingFiveHourLimit":{"max":200,"remaining":150,"nextTickAt":"2026-11-21T12:05:00Z"},"weeklyTokenLimit":{"maxCredits":"$20","remainingCredits":"$15.00","percentRemaining":75}}""", "5h 25% 150, 7d 25% 15" },
        { "nano-gpt", "api", """{"daily":{"used":5,"remaining":15,"percentUsed":0.25,"resetAt":1795270000000},"monthly":{"used":10,"remaining":90}}""", "1d ?% 15, month ?% 90" },
        { "ollama-cloud", "api", """{"limits":{"session":{"usage":0.5},"weekly":{"usage":1}}}""", "session 50% ?, 7d 100% ?" },
        { "opencode-go", "api", """{"usage":{"rolling":{"status":"ok","percent":10,"resetsAt":"2026-11-21T14:00:00Z"},"weekly":{"percent":20},"monthly":{"percent":30}}}""", "rolling 10% ?, weekly 20% ?, monthly 30% ?" },
        { "openrouter", "api", """{"data":{"label":"sk","usage":12.5,"limit":50,"limit_remaining":37.5}}""", "credits 25% 37.5" },
        { "vercel", "api", """{"balance":"95.50","total_used":"4.50"}""", "balance ?% 95.5" },
        { "deepseek", "api", """{"is_available":true,"balance_infos":[{"currency":"CNY","total_balance":"110.00"},{"currency":"USD","total_balance":"0.00"}]}""", "balance CNY ?% 110, balance USD ?% 0" },
        { "moonshotai", "api", """{"data":{"available_balance":49.58,"voucher_balance":46,"cash_balance":3}}""", "balance ?% 49.58" },
        { "moonshotai-cn", "api", """{"data":{"available_balance":1}}""", "balance ?% 1" },
        { "siliconflow-cn", "api", """{"data":{"totalBalance":"2"}}""", "balance ?% 2" },
        { "siliconflow", "api", """{"data":{"balance":"0.8","chargeBalance":"88.00","totalBalance":"88.80"}}""", "balance ?% 88.8" },
        { "novita-ai", "api", """{"availableBalance":"123450"}""", "balance ?% 12.345" },
        { "venice", "api", """{"canConsume":true,"balances":{"diem":10,"usd":3.5}}""", "balance ?% 3.5, balance diem ?% 10" },
        { "poe", "api", """{"current_point_balance":295932027}""", "balance ?% 295932027" },
        { "kilo", "api", """{"balance":7.25}""", "balance ?% 7.25" },
        { "deepinfra", "api", """{"stripe_balance":-12.5}""", "balance ?% 12.5" },
        { "neuralwatt", "api", """{"balance":{"credits_remaining_usd":4}}""", "balance ?% 4" },
        { "crof", "api", """{"credits":1.5,"requests_plan":1000,"usable_requests":400}""", "balance ?% 1.5, requests 60% 400" },
        { "elevenlabs", "api", """{"character_count":2500,"character_limit":10000,"next_character_count_reset_unix":1795270000}""", "characters 25% 7500" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Each_vendor_s_answer_is_read(string provider, string authMethod, string body, string expected)
    {
        var vendor = VendorQuotas.Find(provider, authMethod, Host(provider));
        Assert.NotNull(vendor);

        var (windows, problem) = QuotaReader.Read(Encoding.UTF8.GetBytes(body), vendor.Format, Now);

        Assert.Null(problem);
        Assert.Equal(expected, string.Join(", ", windows.Select(static window => string.Create(CultureInfo.InvariantCulture, $"{window.Name} {(window.Used is { } used ? Math.Round(used * 100, 6).ToString(CultureInfo.InvariantCulture) : "?")}% {(window.Remaining is { } left ? left.ToString("0.####", CultureInfo.InvariantCulture) : "?")}"))));
    }

    [Fact]
    public void Every_vendor_in_the_table_has_an_answer_here()
    {
        var tried = Answers.Select(static row => row.Data.Item1).ToHashSet();
        Assert.All(VendorQuotas.All, vendor => Assert.Contains(vendor.Providers, tried.Contains));
    }

    [Fact]
    public void A_key_is_not_sent_to_a_vendor_s_other_host_for_another_s_server()
    {
        Assert.NotNull(VendorQuotas.Find("chutes", "api", "llm.chutes.ai"));
        Assert.Null(VendorQuotas.Find("chutes", "api", "proxy.example.com"));
        Assert.Null(VendorQuotas.Find("github-copilot", "oauth", "api.copilot.example.com"));
    }

    [Fact]
    public void A_plan_s_endpoint_takes_the_plan_s_sign_in_only()
    {
        Assert.Null(VendorQuotas.Find("openai", "api", "api.openai.com"));
        Assert.Null(VendorQuotas.Find("anthropic", "api", "api.anthropic.com"));
        Assert.Null(VendorQuotas.Find("openrouter", "none", "openrouter.ai"));
    }

    [Fact]
    public void A_vendor_s_own_refusal_is_a_problem() =>
        Assert.NotNull(QuotaReader.Read("""{"base_resp":{"status_code":1004},"model_remains":[{"model_name":"m2","current_interval_total_count":1,"current_interval_usage_count":1}]}"""u8.ToArray(), VendorQuotas.Find("minimax-coding-plan", "api", "")!.Format, Now).Problem);

    [Theory]
    [InlineData("neuralwatt", """{"balance":{"credits_remaining_usd":0}}""")]
    [InlineData("crof", """{"credits":0,"requests_plan":1000,"usable_requests":400}""")]
    public void No_balance_is_not_the_end_where_a_plan_pays(string provider, string body) => Assert.All(
        QuotaReader.Read(System.Text.Encoding.UTF8.GetBytes(body), VendorQuotas.Find(provider, "api", "")!.Format, Now).Windows,
        static window => Assert.False(window.IsUsedUp));

    private static string Host(string provider) => provider switch { "github-copilot" => "api.githubcopilot.com", "chutes" => "llm.chutes.ai", _ => "api.example.com" };
}

using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Gateway.Ingress.ServedQuotas;
using Weir.Metering.Budgets;
using Weir.Metering.Budgets.Windows;
using Weir.Metering.Prices;
using Weir.TestKit.QuotaRules;

namespace Weir.Gateway.Tests.Ingress.ServedQuotas;

public sealed class ShapeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Reset = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly KeyQuota Free = new() { Key = "ci", Budgets = [], SpentThisMonth = new NanoDollars(12_500_000_000), TokensThisMonth = 1234, At = Now };

    [Fact]
    public void The_neutral_shape_tells_the_tightest_budget_of_each_unit_exactly()
    {
        var json = JsonElement.Parse(Write(NeutralShape.Write, Quota(
            State(BudgetUnit.Usd, 100_000_000_000, 1, 0), State(BudgetUnit.Usd, 50_000_000_000, 12_500_000_000, 1), State(BudgetUnit.Tokens, 1_000_000, 250_000, 0))));

        Assert.Equal(["key", "tokens", "cost"], json.EnumerateObject().Select(static member => member.Name));
        Assert.Equal("""{"limit":1000000,"used":250000,"remaining":750000,"resets_at":"2026-12-01T00:00:00Z"}""", json.GetProperty("tokens").GetRawText());
        Assert.Equal("""{"currency":"USD","limit":50,"used":12.500000001,"remaining":37.499999999,"resets_at":"2026-12-01T00:00:00Z"}""", json.GetProperty("cost").GetRawText());
    }

    [Fact]
    public void Without_a_limit_limit_and_remaining_are_null()
    {
        var json = Write(NeutralShape.Write, Free);

        Assert.Equal("""{"key":"ci","tokens":{"limit":null,"used":1234,"remaining":null},"cost":{"currency":"USD","limit":null,"used":12.5,"remaining":null}}""", json);
    }

    [Fact]
    public void A_soft_budget_that_is_overdrawn_has_nothing_left_and_what_was_spent()
    {
        var cost = JsonElement.Parse(Write(NeutralShape.Write, Quota(State(BudgetUnit.Usd, 10, 15, 0, isHard: false)))).GetProperty("cost");

        Assert.Equal((0.00000001m, 0.000000015m, 0m), (cost.GetProperty("limit").GetDecimal(), cost.GetProperty("used").GetDecimal(), cost.GetProperty("remaining").GetDecimal()));
    }

    [Fact]
    public void OpenRouter_s_shape_leaves_out_what_is_left_where_there_is_no_limit()
    {
        Assert.Equal((12.5m, null, null), OpenRouterKeyRules.Read(Write(OpenRouterShape.Write, Free)));
        Assert.Equal((12.5m, 50m, 37.5m), OpenRouterKeyRules.Read(Write(OpenRouterShape.Write, Quota(State(BudgetUnit.Usd, 50_000_000_000, 12_500_000_000, 0), State(BudgetUnit.Tokens, 5, 5, 0)))));
        Assert.Equal((0m, 0m, 0m), OpenRouterKeyRules.Read(Write(OpenRouterShape.Write, Quota(State(BudgetUnit.Usd, 0, 0, 0)))));
    }

    [Fact]
    public void Quota_v1_has_an_entry_for_each_budget()
    {
        var entries = QuotaV1Rules.Read(Write(QuotaV1Shape.Write, Quota(State(BudgetUnit.Usd, 50_000_000_000, 12_500_000_000, 0), State(BudgetUnit.Tokens, 3, 1, 0), State(BudgetUnit.Usd, 0, 0, 0, isHard: false))));

        Assert.Equal([66.66, 75, 0], entries.Select(static entry => entry.GetProperty("percentRemaining").GetDouble()));
        Assert.Equal(["2 left", "$37.50 of $50.00 left", "$0.00 of $0.00 left"], entries.Select(static entry => entry.GetProperty("right").GetString()));
        Assert.Equal(["Monthly:", "Monthly:", "Monthly (soft):"], entries.Select(static entry => entry.GetProperty("label").GetString()));
        Assert.All(entries, static entry => Assert.Equal("2026-12-01T00:00:00Z", entry.GetProperty("resetTimeIso").GetString()));
    }

    [Fact]
    public void Quota_v1_without_budgets_tells_what_was_used() =>
        Assert.Equal(["$12.50", "1,234"], QuotaV1Rules.Read(Write(QuotaV1Shape.Write, Free)).Select(static entry => entry.GetProperty("value").GetString()));

    [Fact]
    public void Names_of_any_kind_and_number_stay_within_the_rules()
    {
        var odd = State(BudgetUnit.Usd, 5, 1, 1) with { Budget = new Budget { Subject = new Subject(SubjectKind.User, "a\tb" + string.Concat(Enumerable.Repeat("😀", 80))), Unit = BudgetUnit.Usd, Limit = 5, Window = new BudgetWindow { Kind = WindowKind.Lifetime } }, ResetsAt = null };

        Assert.Equal(100, QuotaV1Rules.Read(Write(QuotaV1Shape.Write, Quota([.. Enumerable.Repeat(odd, 150)]))).Count);
    }

    [Theory]
    [InlineData("""{"version":"quota-v1","entries":[]}""")]
    [InlineData("""{"version":"quota-v1","entries":[{"kind":"value","name":"a","resultType":"spend","value":"1","extra":1}]}""")]
    [InlineData("""{"version":"quota-v1","entries":[{"kind":"value","name":"a","resultType":"spend","value":null}]}""")]
    [InlineData("""{"version":"quota-v1","entries":[{"kind":"percent","name":"a","resultType":"spend","percentRemaining":1}]}""")]
    public void The_rules_refuse_what_clients_refuse(string body) => Assert.Throws<FormatException>(() => QuotaV1Rules.Read(body));

    private static KeyQuota Quota(params BudgetState[] states) => new() { Key = "ci", Budgets = KeyQuota.InOrder(states), At = Now };

    private static BudgetState State(BudgetUnit unit, long limit, long spent, long held, bool isHard = true) => new()
    {
        Budget = new Budget { Subject = Subject.Gateway, Unit = unit, Limit = limit, IsHard = isHard, Window = new BudgetWindow { Kind = WindowKind.Monthly } },
        Window = new WindowSpan(Now.AddDays(-20), Reset),
        Spent = spent,
        Held = held,
        ResetsAt = Reset,
    };

    private static string Write(Action<Utf8JsonWriter, KeyQuota> write, KeyQuota quota)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            write(json, quota);
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}

using System.Text;
using Weir.Metering.Quotas;

namespace Weir.Metering.Tests.Quotas;

public sealed class QuotaReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_neutral_shape_has_tokens_and_money()
    {
        var windows = Good(QuotaFormat.Neutral, """
            {"key": "ci", "tokens": {"limit": 1000000, "used": 250000, "remaining": 750000, "resets_at": "2026-12-01T00:00:00Z"}, "cost": {"currency": "EUR", "limit": 50, "used": 12.5, "remaining": 37.5}}
            """);

        Assert.Equal(["tokens", "cost"], windows.Select(static window => window.Name));
        Assert.Equal((QuotaMeaning.Allowance, 0.25, 750_000m, 1_000_000m, "tokens"), (windows[0].Meaning, windows[0].Used!.Value, windows[0].Remaining!.Value, windows[0].Limit!.Value, windows[0].Unit));
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero), windows[0].ResetsAt);
        Assert.Equal((QuotaMeaning.Budget, 12.5m, 37.5m, "EUR", null), (windows[1].Meaning, windows[1].Spent!.Value, windows[1].Remaining!.Value, windows[1].Unit, windows[1].ResetsAt));
    }

    [Fact]
    public void No_limit_is_a_spend_and_never_used_up()
    {
        var window = Assert.Single(Good(QuotaFormat.Neutral, """{"cost": {"currency": "USD", "limit": null, "used": 12.5, "remaining": null}}"""));

        Assert.Equal((QuotaMeaning.Spend, 12.5m, null, null, false), (window.Meaning, window.Spent!.Value, window.Limit, window.Remaining, window.IsUsedUp));
    }

    [Theory]
    [InlineData("""{"data": {"usage": 12.5, "limit": 50, "limit_remaining": 37.5, "limit_reset": "monthly"}}""", QuotaMeaning.Budget, 37.5, false)]
    [InlineData("""{"data": {"usage": 50, "limit": 50, "limit_remaining": 0}}""", QuotaMeaning.Budget, 0.0, true)]
    [InlineData("""{"data": {"usage": 51, "limit": 50}}""", QuotaMeaning.Budget, -1.0, true)]
    [InlineData("""{"data": {"usage": 51, "limit": null, "limit_remaining": null}}""", QuotaMeaning.Spend, null, false)]
    public void OpenRouter_tells_dollars_and_no_reset(string body, QuotaMeaning meaning, double? left, bool isUsedUp)
    {
        var window = Assert.Single(Good(QuotaFormat.OpenRouter, body));

        Assert.Equal((meaning, (decimal?)left, isUsedUp, "USD", null), (window.Meaning, window.Remaining, window.IsUsedUp, window.Unit, window.ResetsAt));
    }

    [Fact]
    public void Numbers_may_be_text_and_unknown_fields_pass()
    {
        var window = Assert.Single(Good(QuotaFormat.Neutral, """{"tokens": {"limit": "1,000", "used": " 250 ", "new": {"deep": []}}, "cost": "none", "x": 1}"""));

        Assert.Equal((1000m, 750m, 0.25), (window.Limit!.Value, window.Remaining!.Value, window.Used!.Value));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_unknown()
    {
        var format = new QuotaFormat("x", [new QuotaMapping { Name = "", Meaning = QuotaMeaning.Allowance, At = "/all", Each = true, NameFrom = "/name", Limit = "/limit", Used = "/used", Unit = "/unit" }]);
        var windows = Good(format, """{"all": {"good": {"name": "\ud800", "\udc00": 1, "limit": 10, "used": 4, "unit": "\ud800"}, "\ud800": {"limit": "\udfff", "used": 2, "name": "b"}}}""");

        Assert.Equal([("good", 6m, null), ("b", null, null)], windows.Select(static window => (window.Name, window.Remaining, window.Unit)));
    }

    [Theory]
    [InlineData("""{"tokens": {"limit": "NaN", "used": "NaN", "remaining": "plenty"}}""")]
    [InlineData("""{"tokens": {"limit": 1e400, "used": -1e400, "remaining": 99999999999999999999}}""")]
    [InlineData("""{"tokens": {"limit": true, "used": [], "remaining": {}}}""")]
    [InlineData("""{"tokens": null, "cost": [1, 2]}""")]
    [InlineData("""[]""")]
    [InlineData("""7""")]
    [InlineData("""{}""")]
    public void What_makes_no_sense_is_no_quota_and_never_zero(string body)
    {
        var (windows, problem) = QuotaReader.Read(Encoding.UTF8.GetBytes(body), QuotaFormat.Neutral, Now);

        Assert.Empty(windows);
        Assert.Equal("Its answer has no quota in it that reads as \"neutral\".", problem);
    }

    [Fact]
    public void Absurd_figures_are_unknown_one_by_one()
    {
        var window = Assert.Single(Good(QuotaFormat.Neutral, """{"tokens": {"limit": -5, "used": 3, "remaining": 2000, "resets_at": "whenever"}}"""));

        Assert.Equal((null, 2000m, null, null), (window.Limit, window.Remaining!.Value, window.Used, window.ResetsAt));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("{\"tokens\":")]
    [InlineData("\u0000\u0001")]
    public void What_is_not_JSON_says_so(string body) => Assert.Equal("Its answer is not JSON.", QuotaReader.Read(Encoding.UTF8.GetBytes(body), QuotaFormat.Neutral, Now).Problem);

    [Fact]
    public void Too_deep_is_not_read() => Assert.NotNull(QuotaReader.Read(Encoding.UTF8.GetBytes(new string('[', 100_000)), QuotaFormat.Neutral, Now).Problem);

    [Fact]
    public void A_name_of_a_vendor_s_choice_is_one_short_line_or_not_there()
    {
        var format = new QuotaFormat("x", [new QuotaMapping { Name = "w", Meaning = QuotaMeaning.Allowance, At = "/list", Each = true, NameFrom = "/name", Remaining = "/left" }]);
        var windows = Good(format, $$"""{"list": [{"name": "a", "left": 1}, {"name": "b\nc", "left": 2}, {"name": "{{new string('n', 500)}}", "left": 3}, {"name": "a", "left": 4}]}""");

        Assert.Equal([("w a", 1m), ("w", 2m)], windows.Select(static window => (window.Name, window.Remaining!.Value)));
    }

    private static IReadOnlyList<QuotaWindow> Good(QuotaFormat format, string body)
    {
        var (windows, problem) = QuotaReader.Read(Encoding.UTF8.GetBytes(body), format, Now);
        Assert.Null(problem);
        return windows;
    }
}

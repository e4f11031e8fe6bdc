using Weir.Gateway.Quotas;
using Weir.Gateway.Tests.Fakes;
using Weir.Metering.Quotas;
using Weir.Routing.Configuration;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Tests.Quotas;

public sealed class QuotaBoardTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly QuotaBoard _board = new(new At(Now));
    private Connection _connection = Some.Connection() with { Name = "c" };

    [Fact]
    public void A_Claude_plan_tells_shares_and_Unix_seconds()
    {
        Note(("anthropic-ratelimit-unified-status", "allowed"), ("anthropic-ratelimit-unified-5h-utilization", "0.42"), ("anthropic-ratelimit-unified-5h-reset", "1793541600"), ("anthropic-ratelimit-unified-7d-utilization", "1.03"), ("anthropic-ratelimit-unified-7d_oi-utilization", "0"));

        var windows = _board.Of("c");
        Assert.Equal(["5h", "7d", "7d_oi"], windows.Select(static window => window.Name));
        Assert.Equal([0.42, 1.03, 0], windows.Select(static window => window.Used!.Value));
        Assert.Equal([TimeSpan.FromHours(5), TimeSpan.FromDays(7), null], windows.Select(static window => window.Length));
        Assert.Equal([DateTimeOffset.FromUnixTimeSeconds(1793541600), null, null], windows.Select(static window => window.ResetsAt));
        Assert.All(windows, static window => Assert.Equal(Now, window.SeenAt));
    }

    [Fact]
    public void A_ChatGPT_plan_s_windows_are_told_apart_by_their_length()
    {
        Note(("x-codex-primary-used-percent", "100"), ("x-codex-primary-window-minutes", "10079"), ("x-codex-primary-reset-after-seconds", "3600"), ("x-codex-secondary-used-percent", "12.5"), ("x-codex-secondary-window-minutes", "299"), ("x-codex-secondary-reset-at", "1793541600"));

        var windows = _board.Of("c");
        Assert.Equal([("5h", 0.125), ("7d", 1.0)], windows.Select(static window => (window.Name, window.Used!.Value)));
        Assert.Equal([DateTimeOffset.FromUnixTimeSeconds(1793541600), Now.AddHours(1)], windows.Select(static window => window.ResetsAt!.Value));
    }

    [Theory]
    [InlineData("6m0s", 360)]
    [InlineData("1.5s", 1.5)]
    [InlineData("60ms", 0.06)]
    [InlineData("1d2h", 93600)]
    [InlineData("30", 30)]
    [InlineData("1793534460", 60)]
    [InlineData("2026-11-01T12:01:00Z", 60)]
    public void Resets_come_in_many_forms(string reset, double seconds)
    {
        Note(("x-ratelimit-limit-tokens", "1000"), ("x-ratelimit-remaining-tokens", "250"), ("x-ratelimit-reset-tokens", reset));

        var window = Assert.Single(_board.Of("c"));
        Assert.Equal(("tokens", 250, 1000, 0.75), (window.Name, window.Remaining!.Value, window.Limit!.Value, window.Used!.Value));
        Assert.Equal(Now.AddSeconds(seconds), window.ResetsAt);
    }

    [Fact]
    public void Anthropic_s_API_tells_counts()
    {
        Note(("anthropic-ratelimit-input-tokens-limit", "2000"), ("anthropic-ratelimit-input-tokens-remaining", "2000"), ("anthropic-ratelimit-input-tokens-reset", "2026-11-01T12:00:30Z"));

        var window = Assert.Single(_board.Of("c"));
        Assert.Equal(("input-tokens", 0.0, Now.AddSeconds(30)), (window.Name, window.Used!.Value, window.ResetsAt!.Value));
    }

    [Theory]
    [InlineData("x-ratelimit-remaining-tokens", "plenty")]
    [InlineData("x-codex-primary-used-percent", "NaN")]
    [InlineData("x-codex-primary-used-percent", "-1")]
    [InlineData("anthropic-ratelimit-unified-utilization", "0.5")]
    [InlineData("anthropic-ratelimit-unified-5h-utilization", "")]
    [InlineData("x-request-id", "1")]
    public void What_does_not_parse_is_not_told(string name, string value)
    {
        Note((name, value));

        Assert.Empty(_board.Of("c"));
    }

    [Fact]
    public void Odd_lengths_and_resets_are_unknown_not_wrong()
    {
        Note(("x-codex-primary-used-percent", "50"), ("x-codex-primary-window-minutes", "1e300"), ("x-codex-primary-reset-at", "99999999999999"), ("x-ratelimit-remaining-requests", "0"), ("x-ratelimit-limit-requests", "0"), ("x-ratelimit-reset-requests", "soon"));

        var windows = _board.Of("c");
        Assert.Equal(["primary", "requests"], windows.Select(static window => window.Name));
        Assert.All(windows, static window => Assert.Null(window.ResetsAt));
        Assert.Null(windows[1].Used);
    }

    [Fact]
    public void A_window_that_an_answer_does_not_tell_stays()
    {
        Note(("x-ratelimit-remaining-tokens", "9"), ("x-ratelimit-remaining-requests", "5"));
        Note(("x-ratelimit-remaining-tokens", "8"));

        Assert.Equal([("requests", 5m), ("tokens", 8m)], _board.Of("c").Select(static window => (window.Name, window.Remaining!.Value)));
        Assert.Empty(_board.Of("other"));
    }

    [Fact]
    public void What_was_asked_for_stands_beside_what_headers_tell_and_the_newer_counts()
    {
        Note(("anthropic-ratelimit-unified-5h-utilization", "0.42"));
        _board.Keep("c", new PolledQuota { Sign = "s", Windows = [new QuotaWindow { Name = "5h", Used = 0.1, SeenAt = Now.AddMinutes(-1) }, new QuotaWindow { Name = "balance", Remaining = 3, SeenAt = Now }] });

        Assert.Equal([("5h", 0.42), ("balance", null)], _board.Of("c").Select(static window => (window.Name, window.Used)));
    }

    [Fact]
    public void A_connection_of_the_same_name_is_another_one_where_its_address_is()
    {
        Note(("x-ratelimit-remaining-tokens", "9"), ("x-ratelimit-remaining-requests", "5"));
        _connection = Some.Connection("https://other.example.com/v1") with { Name = "c" };
        Note(("x-ratelimit-remaining-tokens", "8"));

        Assert.Equal([("tokens", 8m)], _board.Of("c").Select(static window => (window.Name, window.Remaining!.Value)));
        _board.ForgetOthers(SnapshotOf(_connection));
        Assert.Single(_board.Of("c"));
        _board.ForgetOthers(SnapshotOf(Some.Connection() with { Name = "c" }));
        Assert.Empty(_board.Of("c"));

        Note(("x-ratelimit-remaining-tokens", "8"));
        _board.ForgetOthers(SnapshotOf());
        Assert.Empty(_board.Of("c"));
    }

    [Fact]
    public void Names_without_end_do_not_fill_the_memory()
    {
        for (var i = 0; i < 200; i++)
        {
            Note(($"x-ratelimit-remaining-{i}", "1"));
        }

        Assert.Equal(64, _board.Of("c").Count);
        Assert.Contains(_board.Of("c"), static window => window.Name == "199");
    }

    private void Note(params (string Name, string Value)[] headers)
    {
        using var response = new HttpResponseMessage();
        foreach (var (name, value) in headers)
        {
            Assert.True(response.Headers.TryAddWithoutValidation(name, value));
        }

        _board.Note(_connection, response.Headers);
    }

    private static RoutingSnapshot SnapshotOf(params IReadOnlyList<Connection> connections) =>
        new() { Version = 1, Catalog = null!, Config = new WeirConfig(), Connections = connections, Aliases = new Dictionary<string, string>(), Models = null! };

    private sealed class At(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}

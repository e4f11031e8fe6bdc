using Weir.Dialects.Errors;
using Weir.Dialects.Usage;
using Weir.Metering.Keys;
using Weir.Metering.Ledger;
using Weir.Metering.Prices;
using Weir.Metering.Usage;

namespace Weir.Metering.Tests.Usage;

public sealed class UsageQueriesTests : IAsyncLifetime
{
    private static readonly UsageFilter All = new();

    private MeteringRoom _room = null!;
    private ClientKey _key = null!;

    private UsageQueries Queries => _room.Get<UsageQueries>();

    // Three requests: one of a stored key, one a day later of the WEIR_KEY that failed after tokens, one refused before anything.
    public async ValueTask InitializeAsync()
    {
        _room = await MeteringRoom.StartAsync();
        _key = (await _room.Get<KeyStore>().CreateAsync(new NewKey { Name = "ci" }, MeteringRoom.Token)).Key;
        var first = SampleRecords.Plain("req_1") with { KeyId = _key.Id };
        _room.Ledger.Append(first);
        _room.Ledger.Append(first with
        {
            Id = "req_2",
            Time = SampleRecords.Time.AddDays(1),
            KeyId = _room.Get<KeyRing>().AddFixed(FixedKeys.Client, "k3Jx9QmP2vLw8RtYz4Bn").Id,
            User = "bob",
            Connection = "lab",
            Provider = "openai-compatible",
            ModelAnswered = "lab/qwen3",
            Usage = new TokenUsage { Input = 10, Output = 5 },
            Estimated = true,
            Cost = null,
            PriceVersion = null,
            Error = ErrorKind.NetworkError,
        });
        _room.Ledger.Append(new UsageRecord
        {
            Id = "req_3",
            Time = SampleRecords.Time.AddDays(1).AddHours(11.5),
            Dialect = "openai-chat",
            Operation = "embeddings",
            ModelAsked = "no-such-model",
            Status = 404,
            Error = ErrorKind.ModelNotAvailable,
            Duration = TimeSpan.FromMilliseconds(1),
        });
        await _room.Ledger.FlushAsync(MeteringRoom.Token);
    }

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task TotalsAsync_sums_everything_up()
    {
        Assert.Equal(
            new UsageTotals
            {
                Requests = 3,
                Failed = 2,
                Tokens = new TokenUsage { Input = 1210, CachedRead = 1000, Output = 345, Reasoning = 40 },
                Cost = new NanoDollars(1_234_567),
                Unpriced = 1,
                Estimated = 1,
            },
            await Queries.TotalsAsync(All, MeteringRoom.Token));
    }

    [Fact]
    public async Task TotalsAsync_of_nothing_is_zero() =>
        Assert.Equal(UsageTotals.Zero, await Queries.TotalsAsync(new UsageFilter { User = "nobody" }, MeteringRoom.Token));

    [Theory]
    [InlineData(UsageGrouping.Provider, "openai", "openai-compatible", null)]
    [InlineData(UsageGrouping.Model, "my-openai/gpt-4o-mini", "lab/qwen3", "no-such-model")]
    [InlineData(UsageGrouping.User, "ada", "bob", null)]
    [InlineData(UsageGrouping.Connection, "my-openai", "lab", null)]
    public async Task GroupsAsync_has_a_group_for_each(UsageGrouping by, string first, string second, string? third)
    {
        var groups = await Queries.GroupsAsync(by, All, MeteringRoom.Token);

        Assert.Equal(first, groups[0].Key);
        Assert.Equal(new HashSet<string?> { first, second, third }, groups.Select(group => group.Key).ToHashSet());
        Assert.Equal(3, groups.Sum(group => group.Totals.Requests));
        Assert.Equal(1_234_567, groups.Sum(group => group.Totals.Cost.Value));
    }

    [Fact]
    public async Task GroupsAsync_by_key_tells_the_names()
    {
        var groups = await Queries.GroupsAsync(UsageGrouping.Key, All, MeteringRoom.Token);

        Assert.Equal(_key.Id, groups[0].Key);
        Assert.Equal(new HashSet<string?> { "ci", "WEIR_KEY", null }, groups.Select(group => group.Name).ToHashSet());
    }

    [Fact]
    public async Task GroupsAsync_by_operation_counts_requests()
    {
        var groups = await Queries.GroupsAsync(UsageGrouping.Operation, All, MeteringRoom.Token);

        Assert.Equal([("chat.completions", 2L), ("embeddings", 1L)], groups.Select(group => (group.Key!, group.Totals.Requests)));
    }

    [Theory]
    [InlineData(0, "2026-07-01:1 2026-07-02:2")]
    [InlineData(1, "2026-07-01:1 2026-07-02:1 2026-07-03:1")]
    [InlineData(-12.5, "2026-06-30:1 2026-07-01:1 2026-07-02:1")]
    public async Task GroupsAsync_by_day_goes_by_the_offset(double hours, string expected)
    {
        var groups = await Queries.GroupsAsync(UsageGrouping.Day, new UsageFilter { UtcOffset = TimeSpan.FromHours(hours) }, MeteringRoom.Token);

        Assert.Equal(expected, string.Join(' ', groups.Select(group => $"{group.Key}:{group.Totals.Requests}")));
    }

    public static TheoryData<UsageFilter, string> Filters() => new()
    {
        { new UsageFilter { Since = SampleRecords.Time.AddDays(1) }, "req_3 req_2" },
        { new UsageFilter { Until = SampleRecords.Time.AddDays(1) }, "req_1" },
        { new UsageFilter { Provider = "openai" }, "req_1" },
        { new UsageFilter { Connection = "lab" }, "req_2" },
        { new UsageFilter { Model = "lab/qwen3" }, "req_2" },
        { new UsageFilter { Model = "gpt-4o-mini" }, "req_2 req_1" },
        { new UsageFilter { Key = "ci" }, "req_1" },
        { new UsageFilter { Key = "WEIR_KEY" }, "req_2" },
        { new UsageFilter { User = "ada" }, "req_1" },
        { new UsageFilter { Operation = "embeddings" }, "req_3" },
        { new UsageFilter { RunId = "run-7" }, "req_2 req_1" },
        { new UsageFilter { Failed = true }, "req_3 req_2" },
        { new UsageFilter { Failed = false }, "req_1" },
        { new UsageFilter { Failed = true, User = "bob" }, "req_2" },
        { new UsageFilter { User = "' OR 1=1 --" }, "" },
        { new UsageFilter { Team = "nobody" }, "" },
        { new UsageFilter { Tag = "app=x" }, "" },
        { new UsageFilter { Id = "req_2" }, "req_2" },
        { new UsageFilter { Id = "req_" }, "req_3 req_2 req_1" },
        { new UsageFilter { Status = (404, 404) }, "req_3" },
        { new UsageFilter { Status = (200, 299) }, "req_2 req_1" },
        { new UsageFilter { Error = "network_error" }, "req_2" },
        { new UsageFilter { CostAbove = new NanoDollars(1_234_566) }, "req_1" },
        { new UsageFilter { CostAbove = new NanoDollars(1_234_567) }, "" },
        { new UsageFilter { Model = "gpt-4o-mini", Key = "ci", Since = SampleRecords.Time, Until = SampleRecords.Time.AddDays(2), Failed = false }, "req_1" },
    };

    [Theory]
    [MemberData(nameof(Filters), DisableDiscoveryEnumeration = true)]
    public async Task A_filter_lets_its_requests_through_in_lists_and_in_sums(UsageFilter filter, string expected)
    {
        var page = await Queries.RecentAsync(filter, 10, before: null, MeteringRoom.Token);
        var totals = await Queries.TotalsAsync(filter, MeteringRoom.Token);

        Assert.Equal(expected, string.Join(' ', page.Requests.Select(request => request.Record.Id)));
        Assert.Equal(page.Requests.Count, totals.Requests);
    }

    [Theory]
    [InlineData("app=web", "req_5 req_4")]
    [InlineData("team=a b", "req_4")]
    [InlineData("APP=web", "")]
    [InlineData("app=we", "")]
    public async Task A_tag_is_one_of_those_that_were_sent(string tag, string expected)
    {
        _room.Ledger.Append(SampleRecords.Plain("req_4") with { Tags = "app=web, team=a b" });
        _room.Ledger.Append(SampleRecords.Plain("req_5") with { Tags = "x=y,app=web" });
        await _room.Ledger.FlushAsync(MeteringRoom.Token);

        var page = await Queries.RecentAsync(new UsageFilter { Tag = tag }, 10, before: null, MeteringRoom.Token);

        Assert.Equal(expected, string.Join(' ', page.Requests.Select(request => request.Record.Id)));
    }

    [Fact]
    public async Task RecentAsync_goes_page_by_page()
    {
        var first = await Queries.RecentAsync(All, 2, before: null, MeteringRoom.Token);
        var second = await Queries.RecentAsync(All, 2, first.Next, MeteringRoom.Token);

        Assert.Equal(["req_3", "req_2"], first.Requests.Select(request => request.Record.Id));
        Assert.Equal("req_2", first.Next);
        Assert.Equal(["req_1"], second.Requests.Select(request => request.Record.Id));
        Assert.Null(second.Next);
        Assert.Equal(("ci", 1), (second.Requests[0].KeyName, second.Requests[0].Attempts));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task RecentAsync_refuses_a_page_of_no_size(int limit) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Queries.RecentAsync(All, limit, before: null, MeteringRoom.Token));

    [Fact]
    public async Task FindAsync_tells_the_attempts_and_the_name_of_the_key()
    {
        var detail = await Queries.FindAsync("req_1", MeteringRoom.Token);

        Assert.Equal("ci", detail?.KeyName);
        Assert.Equal(SampleRecords.Plain("req_1").Attempts, detail?.Record.Attempts);
    }

    [Fact]
    public async Task FindAsync_of_an_unknown_request_is_null() => Assert.Null(await Queries.FindAsync("req_9", MeteringRoom.Token));
}

using Dapper;
using Weir.Metering.Analytics.Questions;
using Weir.Metering.Analytics.Rollups;
using Weir.Metering.Usage;

namespace Weir.Metering.Tests.Analytics.Rollups;

/// <summary>After any life of the ledger the kept sums are the ledger's own, to the last nano-dollar.</summary>
public sealed class RollupPropertyTests(ITestOutputHelper output)
{
    private static readonly (UsageGrouping By, string Column)[] Dimensions =
    [
        (UsageGrouping.Provider, "provider"), (UsageGrouping.Connection, "connection"), (UsageGrouping.Model, "coalesce(model_answered, model_asked)"),
        (UsageGrouping.Key, "key_id"), (UsageGrouping.User, "\"user\""), (UsageGrouping.Team, "team"), (UsageGrouping.Operation, "operation"),
    ];

    public static TheoryData<int> Seeds => [1, 2, 3, 4, Environment.TickCount & 0xFFFF];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Kept_sums_are_those_of_the_ledger(int seed)
    {
        output.WriteLine($"seed {seed}");
        await using var life = new LedgerLife(seed);
        await life.LiveAsync(steps: 90);

        for (var round = 0; round < 6; round++)
        {
            var (one, other) = (life.Moment(), life.Moment());
            var scope = round == 0 ? new UsageScope() : new UsageScope { Since = one < other ? one : other, Until = one < other ? other : one };
            foreach (var (by, column) in Dimensions)
            {
                await CompareAsync(life, scope, by, column);
            }

            await CompareAsync(life, scope, UsageGrouping.Key, "key_id", UsageGrouping.Model, "coalesce(model_answered, model_asked)");
            await CompareAsync(life, scope with { User = "ada" }, UsageGrouping.Team, "team", filter: "\"user\" = 'ada'");
            await CompareAsync(life, scope with { Tag = "b=2" }, UsageGrouping.User, "\"user\"", filter: "instr(',' || replace(tags, ' ', '') || ',', ',b=2,') > 0");
            await CompareRunsAsync(life, scope);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Sums_made_anew_are_the_same_to_the_byte(int seed)
    {
        output.WriteLine($"seed {seed}");
        await using var life = new LedgerLife(seed);
        await life.LiveAsync(steps: 60);
        var kept = await DumpAsync(life.Room);

        await using (var connection = await life.Room.ConnectAsync())
        {
            await connection.ExecuteAsync(
                "DELETE FROM usage_sums; DELETE FROM usage_groups; DELETE FROM usage_runs; UPDATE usage_progress SET pending_before = (SELECT max(id) || '~' FROM requests)");
        }

        Assert.False((await life.Room.Get<UsageAnalytics>().GroupsAsync(null, null, new UsageScope(), false, MeteringRoom.Token)).IsComplete);
        Assert.True(await life.Room.Get<RollupBackfill>().RunAsync(MeteringRoom.Token) > 0);
        Assert.NotEmpty(kept);
        Assert.Equal(kept, await DumpAsync(life.Room));
        Assert.Equal(0, await life.Room.Get<RollupBackfill>().RunAsync(MeteringRoom.Token));
    }

    private static async Task<IReadOnlyList<string>> DumpAsync(MeteringRoom room)
    {
        await using var connection = await room.ConnectAsync();
        var numbers = MeasureColumns.Join(static name => $"s.{name}").Replace(", ", " || ' ' || ", StringComparison.Ordinal);
        return
        [
            .. await connection.QueryAsync<string>(
                $"SELECT g.dimension || ' ' || g.name || ' ' || s.level || ' ' || s.start || ' ' || {numbers} || ' ' || hex(s.first_byte) || ' ' || hex(s.duration) FROM usage_sums s JOIN usage_groups g ON g.id = s.group_id ORDER BY 1"),
            .. await connection.QueryAsync<string>(
                $"SELECT s.run_id || ' ' || s.started_at || ' ' || s.ended_at || ' ' || {numbers} || ' ' || hex(s.first_byte) || ' ' || hex(s.duration) FROM usage_runs s ORDER BY 1"),
        ];
    }

    private static async Task CompareAsync(
        LedgerLife life, UsageScope scope, UsageGrouping by, string column, UsageGrouping? then = null, string thenColumn = "''", string filter = "1 = 1")
    {
        var told = await life.Room.Get<UsageAnalytics>().GroupsAsync(by, then, scope, withLatencies: true, MeteringRoom.Token);
        Assert.True(told.IsComplete);
        var truth = await TruthAsync(life.Room, scope, column, thenColumn, filter);
        Assert.Equal(truth.Order(StringComparer.Ordinal), told.Cells.Select(cell => Line(cell.Key, cell.Then, cell.Totals)).Order(StringComparer.Ordinal));
        Assert.Equal(told.Cells.Sum(static cell => cell.Totals.Requests), told.Totals.Requests);
        Assert.Equal(told.Cells.Sum(static cell => cell.Totals.Cost.Value), told.Totals.Cost.Value);
    }

    private static async Task CompareRunsAsync(LedgerLife life, UsageScope scope)
    {
        var told = await life.Room.Get<UsageAnalytics>().RunsAsync(scope, 100, MeteringRoom.Token);
        await using var connection = await life.Room.ConnectAsync();
        var truth = await connection.QueryAsync<string>(
            $"""
            SELECT run_id || ' | | ' || {Numbers} FROM requests WHERE run_id IS NOT NULL GROUP BY run_id HAVING min(time) >= @From AND min(time) < @Until
            """,
            Range(scope));
        Assert.Equal(truth.Order(StringComparer.Ordinal), told.Cells.Select(static cell => Line(cell.Key, null, cell.Totals)).Order(StringComparer.Ordinal));
    }

    // The ledger by plain SQL, which knows nothing of the code that keeps the sums.
    private const string Numbers =
        """
        count(*) || ' ' || sum(error IS NOT NULL OR status >= 400) || ' ' || sum(input) || ' ' || sum(cached_read) || ' ' || sum(cached_write) || ' ' || sum(output)
        || ' ' || sum(reasoning) || ' ' || coalesce(sum(cost_nano), 0) || ' ' || sum(cost_nano IS NULL AND input + output > 0) || ' ' || sum(estimated)
        || ' ' || sum(answered_by IS 'cache') || ' ' || sum(CASE WHEN answered_by IS 'cache' THEN 0 ELSE coalesce(saved_nano, 0) END)
        || ' ' || sum(CASE WHEN answered_by IS 'cache' THEN coalesce(saved_nano, 0) ELSE 0 END)
        """;

    private static async Task<IEnumerable<string>> TruthAsync(MeteringRoom room, UsageScope scope, string column, string thenColumn, string filter)
    {
        await using var connection = await room.ConnectAsync();
        return await connection.QueryAsync<string>(
            $"""
            SELECT coalesce({column}, '') || ' | ' || coalesce({thenColumn}, '') || '| ' || {Numbers}
            FROM requests WHERE time >= @From AND time < @Until AND {filter} GROUP BY coalesce({column}, ''), coalesce({thenColumn}, '')
            """,
            Range(scope));
    }

    private static object Range(UsageScope scope) => new
    {
        From = scope.Since is { } since ? since.ToUnixTimeMilliseconds() : 0,
        Until = scope.Until is { } until ? until.ToUnixTimeMilliseconds() : long.MaxValue,
    };

    private static string Line(string? key, string? then, UsageTotals totals) =>
        $"{key} | {then}| {totals.Requests} {totals.Failed} {totals.Tokens.Input} {totals.Tokens.CachedRead} {totals.Tokens.CachedWrite} {totals.Tokens.Output} {totals.Tokens.Reasoning} {totals.Cost.Value} {totals.Unpriced} {totals.Estimated} {totals.CacheHits} {totals.SavedByPromptCaches} {totals.SavedByAnswerCache}";
}

using Weir.Metering.Reconciling;
using Weir.Metering.Reconciling.Exports;

namespace Weir.Metering.Tests.Reconciling;

public sealed class ReconcilerTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    private static readonly LedgerCall[] Ledger =
    [
        Call("req_1", 1, "gpt-4o", 1000, 500, 7_500_000),
        Call("req_2", 2, "gpt-4o", 10, 5, 75_000),
        Call("req_3", 25, "gpt-4o", 1, 1, 12_500),
    ];

    [Fact]
    public void The_same_sums_agree_also_under_a_dated_name()
    {
        var result = Reconciler.Compare([Sum(0, "gpt-4o-2024-08-06", 1010, 505, 7_575_000m), Sum(1, "gpt-4o", 1, 1, 12_500m)], Ledger);

        Assert.True(result.Agrees);
        Assert.Equal((2, null), (result.DaysThatAgree, result.RequestsThatAgree));
    }

    [Fact]
    public void Requests_are_not_compared_where_the_ledger_has_a_batch()
    {
        LedgerCall[] ledger = [Ledger[0], Ledger[1] with { IsBatch = true }, Ledger[2]];

        Assert.True(Reconciler.Compare([Sum(0, "gpt-4o", 1010, 505, 7_575_000m) with { Requests = 1000 }, Sum(1, "gpt-4o", 1, 1, 12_500m) with { Requests = 1 }], ledger).Agrees);
        var day = Assert.Single(Reconciler.Compare([Sum(0, "gpt-4o", 1011, 505, 7_575_000m) with { Requests = 1000 }, Sum(1, "gpt-4o", 1, 1, 12_500m)], ledger).Days);
        Assert.Equal((null, 1), (day.Ledger!.Requests, day.Ledger.Batches));
        Assert.False(Reconciler.Compare([Sum(0, "gpt-4o", 1010, 505, 7_575_000m), Sum(1, "gpt-4o", 1, 1, 12_500m) with { Requests = 2 }], ledger).Agrees);
    }

    [Fact]
    public void One_token_or_one_nano_dollar_is_a_difference()
    {
        var tokens = Reconciler.Compare([Sum(0, "gpt-4o", 1011, 505, 7_575_000m), Sum(1, "gpt-4o", 1, 1, 12_500m)], Ledger);
        var money = Reconciler.Compare([Sum(0, "gpt-4o", 1010, 505, 7_575_000m), Sum(1, "gpt-4o", 1, 1, 12_501m)], Ledger);

        var day = Assert.Single(tokens.Days);
        Assert.Equal((new DateOnly(2026, 11, 20), 1011, 1010), (day.Day, day.Export!.Input!.Value, day.Ledger!.Input!.Value));
        Assert.Equal((12_501, 12_500), (Assert.Single(money.Days).Export!.CostNano!.Value, money.Days[0].Ledger!.CostNano!.Value));
    }

    [Fact]
    public void Parts_of_a_nano_dollar_are_rounded_once_after_adding_up()
    {
        var thirds = Enumerable.Repeat(Sum(1, "gpt-4o", null, null, 12_500m / 3), 3).ToList();

        Assert.True(Reconciler.Compare(thirds, Ledger[2..]).Agrees);
    }

    [Fact]
    public void What_only_one_of_them_has_is_a_difference()
    {
        var result = Reconciler.Compare([Sum(0, "gpt-4o", 1010, 505, 7_575_000m), Sum(0, "o3", 3, 4, 5m)], Ledger);

        Assert.Equal([("o3", true, false), ("gpt-4o", false, true)], result.Days.Select(static day => (day.Model, day.Export is not null, day.Ledger is not null)));
    }

    [Fact]
    public void What_the_export_does_not_tell_is_not_compared() => Assert.True(Reconciler.Compare([Sum(0, "gpt-4o", 1010, null, null), Sum(1, "gpt-4o", 1, null, null)], Ledger).Agrees);

    [Fact]
    public void An_empty_export_leaves_nothing_to_compare_with_but_says_so_of_its_figures() => Assert.True(Reconciler.Compare([], []).Agrees);

    [Fact]
    public void The_vendors_id_pairs_before_anything_else()
    {
        // The nearer one by time and figures is another call.
        LedgerCall[] ledger = [Call("req_1", 1, "gpt-4o", 10, 5, 100) with { UpstreamId = "gen-b" }, Call("req_2", 9, "gpt-4o", 10, 5, 100) with { UpstreamId = "gen-a" }];

        var agree = Reconciler.Compare([One("gen-a", 1, 10, 5), One("gen-b", 9, 10, 5)], ledger);
        var differ = Reconciler.Compare([One("gen-a", 1, 10, 5), One("gen-b", 9, 11, 5)], ledger);

        Assert.Equal((2, 0), (agree.RequestsThatAgree, agree.Requests.Count));
        var only = Assert.Single(differ.Requests);
        Assert.Equal(("gen-b", "req_1", 11, 10), (only.ExportId, only.RequestId, only.Export!.Input, only.Ledger!.Input));
    }

    [Fact]
    public void Requests_are_paired_by_figures_and_nearness()
    {
        ExportRow[] export =
        [
            One("gen-b", 2, 10, 5),
            One("gen-a", 1.1, 1000, 500),
            One("gen-c", 25, 1, 2),
            One("gen-d", 40, 9, 9),
        ];
        var result = Reconciler.Compare(export, [.. Ledger, Call("req_4", 50, "gpt-4o", 6, 6, 1)]);

        Assert.Equal(2, result.RequestsThatAgree);
        Assert.Equal(
            [("gen-c", "req_3"), ("gen-d", null), (null, "req_4")],
            result.Requests.Select(static request => (request.ExportId, request.RequestId)));
    }

    [Fact]
    public void Twins_are_paired_once_each()
    {
        ExportRow[] export = [One("gen-1", 1, 5, 5), One("gen-2", 1, 5, 5), One("gen-3", 1, 5, 5)];
        LedgerCall[] ledger = [Call("req_1", 1, "gpt-4o", 5, 5, 1), Call("req_2", 1, "gpt-4o", 5, 5, 1)];

        var result = Reconciler.Compare(export, ledger);

        Assert.Equal(2, result.RequestsThatAgree);
        Assert.Equal(("gen-3", null), (Assert.Single(result.Requests).ExportId, result.Requests[0].RequestId));
    }

    [Fact]
    public void Two_dated_models_in_the_ledger_are_not_taken_for_one()
    {
        LedgerCall[] ledger = [Call("req_1", 1, "m-2026-01-01", 1, 1, 1), Call("req_2", 1, "m-2026-02-01", 2, 2, 2)];

        Assert.Equal(3, Reconciler.Compare([Sum(0, "m", 3, 3, 3m)], ledger).Days.Count);
    }

    private static LedgerCall Call(string id, double hours, string model, long input, long output, long cost) => new(id, Day.AddHours(hours), model, input, output, cost, false);

    private static ExportRow Sum(int day, string model, long? input, long? output, decimal? cost) => new() { Time = Day.AddDays(day), Model = model, Input = input, Output = output, CostNano = cost };

    private static ExportRow One(string id, double hours, long input, long output) => new() { Id = id, Time = Day.AddHours(hours), Model = "gpt-4o", Requests = 1, Input = input, Output = output };
}

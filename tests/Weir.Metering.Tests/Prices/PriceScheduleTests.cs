using Weir.Catalog;
using Weir.Metering.Budgets;
using Weir.Metering.Prices;

namespace Weir.Metering.Tests.Prices;

public sealed class PriceScheduleTests
{
    private static readonly DateTimeOffset NewYear = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly ModelPrice Listed = new(new TokenRates(2.50m, 10m), []);

    [Fact]
    public void The_price_is_that_of_the_requests_time()
    {
        var schedule = PriceSchedule.Of(Listed, "catalog:2025-12-01", [Entry(price: new ModelPrice(new TokenRates(2m, 8m), []), from: NewYear, until: NewYear.AddMonths(6))]);

        Assert.Equal((0.0075m, "catalog:2025-12-01"), Cost(schedule.At(NewYear.AddTicks(-1))));
        Assert.Equal((0.006m, "weir.yaml:12"), Cost(schedule.At(NewYear)));
        Assert.Equal((0.006m, "weir.yaml:12"), Cost(schedule.At(NewYear.AddMonths(6).AddTicks(-1))));
        Assert.Equal((0.0075m, "catalog:2025-12-01"), Cost(schedule.At(NewYear.AddMonths(6))));
    }

    [Fact]
    public void The_entry_for_the_model_goes_before_the_one_for_its_connection_and_alone()
    {
        var connection = Entry(discount: 0.5m) with { On = new Subject(SubjectKind.Connection, "acme"), BatchDiscount = 0.9m };
        var schedule = PriceSchedule.Of(Listed, "list", [connection, Entry(discount: 0.1m, until: NewYear)]);

        Assert.Equal((0.00675m, "list by weir.yaml:12 x0.9"), Cost(schedule.At(NewYear.AddDays(-1))));
        Assert.Equal((0.00375m, "list by weir.yaml:12 x0.5"), Cost(schedule.At(NewYear)));
        Assert.Equal((0.003375m, "list by weir.yaml:12 x0.9 x0.5"), Cost(schedule.BatchAt(NewYear.AddDays(-1), 0.5m)));
        Assert.Equal((0.000375m, "list by weir.yaml:12 x0.5 x0.1"), Cost(schedule.BatchAt(NewYear, 0.5m)));
    }

    [Fact]
    public void A_discount_lowers_the_entrys_own_price_too()
    {
        var schedule = PriceSchedule.Of(null, "list", [Entry(price: Listed, discount: 0.2m)]);

        Assert.Equal((0.006m, "weir.yaml:12 x0.8"), Cost(schedule.At(NewYear)));
    }

    [Fact]
    public void Free_plan_and_unknown_stay_three_things()
    {
        Assert.Null(PriceSchedule.Of(null, "list", []).At(NewYear));
        Assert.Null(PriceSchedule.Of(null, "list", [Entry(discount: 0.1m)]).At(NewYear));
        Assert.Equal((0m, "free by weir.yaml:12"), Cost(PriceSchedule.Of(Listed, "list", [Entry() with { Instead = new Tariff.Free("free by weir.yaml:12") }]).At(NewYear)));
        Assert.IsType<Tariff.Plan>(PriceSchedule.Of(Listed, "list", [Entry() with { Instead = Tariff.Plan.Instance }]).BatchAt(NewYear, 0.5m));
        Assert.Null(Tariff.Unknown.Instance.Cost(new() { Input = 1 }));
        Assert.Null(Tariff.Unknown.Instance.Version);
    }

    [Theory]
    [InlineData(null, null, null, null, true)]
    [InlineData(null, 0, 0, null, false)]
    [InlineData(null, 1, 0, null, true)]
    [InlineData(0, 2, 1, 3, true)]
    [InlineData(0, 1, 1, 2, false)]
    [InlineData(5, null, 1, 2, false)]
    public void Entries_overlap_when_both_say_something_of_one_moment(int? from, int? until, int? otherFrom, int? otherUntil, bool expected)
    {
        DateTimeOffset? At(int? days) => days is { } count ? NewYear.AddDays(count) : null;
        var (one, other) = (Entry(from: At(from), until: At(until)), Entry(from: At(otherFrom), until: At(otherUntil)));

        Assert.Equal((expected, expected), (one.Overlaps(other), other.Overlaps(one)));
    }

    [Fact]
    public void A_version_tells_its_dates() => Assert.Equal(
        "weir.yaml:12 from 2026-01-01 until 2026-01-01T09:30:00Z",
        PriceVersion.Dated("weir.yaml:12", NewYear, NewYear.AddHours(9.5)));

    private static PriceOverride Entry(ModelPrice? price = null, decimal discount = 0, DateTimeOffset? from = null, DateTimeOffset? until = null) => new()
    {
        On = new Subject(SubjectKind.Model, "acme/gpt-4o"),
        Price = price,
        Discount = discount,
        From = from,
        Until = until,
        Version = "weir.yaml:12",
    };

    private static (decimal, string) Cost(Tariff? tariff) => (tariff!.Cost(new() { Input = 1_000, Output = 500 })!.Value.ToUsd(), tariff.Version!);
}

using Weir.Catalog;
using Weir.Metering.Budgets;
using Weir.Metering.Prices;

namespace Weir.Routing.Tests.Configuration;

public sealed class PriceConfigTests
{
    private const string Start = "version: 2\nproviders:\n  - name: lab\n    type: openai-compatible\n    base_url: http://lab/v1\n";

    [Fact]
    public void An_override_loads_whole()
    {
        var entry = Assert.Single(ConfigText.Good(Start + """
            prices:
              overrides:
                - on: model:lab/m
                  from: 2026-01-01
                  until: 2026-07-01T09:30:00Z
                  input: 2
                  output: 8
                  cache_read: 0.5
                  cache_write: 2.5
                  cache_write_1h: 4
                  reasoning: 9
                  input_audio: 40
                  output_audio: 80
                  input_image: 10
                  output_image: 30
                  per_request: 0.001
                  per_image: 0.04
                  per_second: 0.0001
                  per_character: 0.000015
                  tiers: [{size: 200000, input: 4, output: 12, cache_write_1h: 8}]
                  discount: 0.1
                  batch_discount: 0.5
            """).PriceOverrides);

        Assert.Equal((new Subject(SubjectKind.Model, "lab/m"), 0.1m, 0.5m), (entry.On, entry.Discount, entry.BatchDiscount));
        Assert.Equal(("weir.yaml:8 from 2026-01-01 until 2026-07-01T09:30:00Z", "weir.yaml:8"), (entry.Version, entry.Price!.Origin));
        Assert.Equal((new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 7, 1, 9, 30, 0, TimeSpan.Zero)), (entry.From, entry.Until));
        Assert.Equal(
            new TokenRates(2, 8) { CacheRead = 0.5m, CacheWrite = 2.5m, CacheWriteHour = 4, Reasoning = 9, InputAudio = 40, OutputAudio = 80, InputImage = 10, OutputImage = 30 },
            entry.Price.Base);
        Assert.Equal(new UnitRates(0.001m, 0.04m, 0.0001m, 0.000015m), entry.Price.Units);
        Assert.Equal([new PriceTier(200_000, new TokenRates(4, 12) { CacheWriteHour = 8 })], entry.Price.Tiers);
    }

    [Fact]
    public void A_discount_a_price_by_the_piece_and_a_tariff_stand_alone()
    {
        var entries = ConfigText.Good(Start + "prices: {overrides: [{on: connection:lab, discount: 0.2}, {on: model:lab/a, per_image: 0.04}, {on: model:lab/b, tariff: free}, {on: model:lab/c, tariff: plan}]}").PriceOverrides;

        Assert.Equal((null, 0.2m), (entries[0].Price, entries[0].Discount));
        Assert.Equal((new TokenRates(0, 0), new UnitRates(Image: 0.04m)), (entries[1].Price!.Base, entries[1].Price!.Units));
        Assert.Equal(new Tariff.Free("free by weir.yaml:6"), entries[2].Instead);
        Assert.IsType<Tariff.Plan>(entries[3].Instead);
    }

    [Fact]
    public void A_models_own_price_tells_where_it_stands()
    {
        var model = Assert.Single(ConfigText.Good(Start + "    models: [{id: m, cost: {input: 1, output: 2, per_request: 0.01}}]").Connections[0].Models!);

        Assert.Equal(("weir.yaml:6", new UnitRates(Request: 0.01m)), (model.Price!.Origin, model.Price.Units));
    }

    [Theory]
    [InlineData("{on: model:lab/m, input: -1, output: 1}", "out of range")]
    [InlineData("{on: model:lab/m, input: .nan, output: 1}", "not a number")]
    [InlineData("{on: model:lab/m, input: .inf, output: 1}", "not a number")]
    [InlineData("{on: model:lab/m, input: 1e400, output: 1}", "not a number")]
    [InlineData("{on: model:lab/m, input: 99999999999999999999999999999999999999, output: 1}", "not a number")]
    [InlineData("{on: model:lab/m, input: 1e7, output: 1}", "out of range")]
    [InlineData("{on: model:lab/m, input: 1, output: '1'}", "not a number")]
    [InlineData("{on: model:lab/m, per_image: -0.01}", "out of range")]
    [InlineData("{on: model:lab/m, discount: 1.1}", "out of range")]
    [InlineData("{on: model:lab/m, input: 1}", "'output' is missing")]
    [InlineData("{on: model:lab/m, cache_read: 1}", "input and output have none")]
    [InlineData("{on: model:lab/m}", "says no price")]
    [InlineData("{on: model:lab/m, tariff: free, input: 1, output: 1}", "what is free has no price")]
    [InlineData("{on: model:lab/m, tariff: plan, discount: 0.5}", "what is plan has no price")]
    [InlineData("{on: model:m, discount: 0.5}", "no price of its own")]
    [InlineData("{on: key:ci, discount: 0.5}", "no price of its own")]
    [InlineData("{on: gateway, discount: 0.5}", "no price of its own")]
    [InlineData("{on: connection:labb, discount: 0.5}", "no connection is named")]
    [InlineData("{on: connection:lab, discount: 0.5, from: tomorrow}", "is no day")]
    [InlineData("{on: connection:lab, discount: 0.5, from: 2026-02-30}", "is no day")]
    [InlineData("{on: connection:lab, discount: 0.5, from: 2026-02-01, until: 2026-02-01}", "ends before it begins")]
    [InlineData("{on: connection:lab, discount: 0.5}, {on: connection:lab, discount: 0.4, from: 2026-01-01}", "has a price for that time already: weir.yaml:6")]
    public void Mistakes_are_told(string entries, string said)
    {
        var problem = ConfigText.OneError(Start + $"prices: {{overrides: [{entries}]}}");

        Assert.Equal(6, problem.Line);
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_may_follow_each_other() =>
        Assert.Equal(2, ConfigText.Good(Start + "prices: {overrides: [{on: connection:lab, discount: 0.5, until: 2026-01-01}, {on: connection:lab, discount: 0.4, from: 2026-01-01}]}").PriceOverrides.Count);
}

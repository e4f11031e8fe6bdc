using Weir.Catalog;
using Weir.Dialects.Usage;
using Weir.Metering.Budgets;
using Weir.Metering.Prices;

namespace Weir.Metering.Tests.Prices;

public class WorstCaseTests
{
    private static readonly Tariff.PerToken Gpt4o = Priced(new ModelPrice(new TokenRates(2.5m, 10m) { CacheRead = 1.25m }, []));

    [Fact]
    public void A_thousand_in_and_five_hundred_out_of_gpt_4o_cost_three_quarters_of_a_cent() =>
        Assert.Equal(new Charge(NanoDollars.FromUsd(0.0075m), 1_500), WorstCase.Of(new RequestShape { Input = 1_000 }, Gpt4o).At(500));

    [Fact]
    public void Every_choice_is_paid_for() =>
        Assert.Equal(
            new Charge(NanoDollars.FromUsd(0.0025m + (4 * 0.005m)), 3_000),
            WorstCase.Of(new RequestShape { Input = 1_000, Choices = 4 }, Gpt4o).At(500));

    [Fact]
    public void What_is_billed_beside_tokens_is_added() =>
        Assert.Equal(
            NanoDollars.FromUsd(0.0475m),
            WorstCase.Of(new RequestShape { Input = 1_000, Extras = NanoDollars.FromUsd(0.04m) }, Gpt4o).At(500).Usd);

    [Fact]
    public void Input_may_be_written_to_the_cache_and_output_may_be_reasoning()
    {
        var tariff = Priced(new ModelPrice(new TokenRates(3m, 15m) { CacheRead = 0.3m, CacheWrite = 3.75m, Reasoning = 20m }, []));

        var range = Estimates.Range(new RequestShape { Input = 1_000_000, LikelyOutput = 100_000 }, 1_000_000, tariff)!.Value;

        Assert.Equal((0.3m, 4.5m, 23.75m), (range.Low.ToUsd(), range.Likely.ToUsd(), range.Worst.ToUsd()));
    }

    [Fact]
    public void Free_planned_and_unknown_are_three_things()
    {
        var shape = new RequestShape { Input = 1_000 };

        Assert.Equal(NanoDollars.Zero, WorstCase.Of(shape, Tariff.Free.Instance).At(9).Usd);
        Assert.Equal(NanoDollars.Zero, WorstCase.Of(shape, Tariff.Plan.Instance).At(9).Usd);
        Assert.Null(WorstCase.Of(shape, Tariff.Unknown.Instance).At(9).Usd);
        Assert.Null(Estimates.Range(shape, 9, Tariff.Unknown.Instance));
        Assert.NotEqual<Tariff>(Tariff.Free.Instance, Tariff.Plan.Instance);
    }

    [Fact]
    public void The_owners_ceiling_stands_in_for_an_unknown_price_only()
    {
        var ceiling = Gpt4o.Price;

        Assert.Equal(Gpt4o, Tariff.Unknown.Instance.Or(ceiling));
        Assert.Equal(Tariff.Free.Instance, Tariff.Free.Instance.Or(ceiling));
        Assert.Equal(Tariff.Unknown.Instance, Tariff.Unknown.Instance.Or(null));
    }

    [Fact]
    public void Says_how_much_output_is_afforded()
    {
        var worst = WorstCase.Of(new RequestShape { Input = 1_000 }, Gpt4o);

        Assert.Equal(500, worst.OutputWithin(NanoDollars.FromUsd(0.0075m), null));
        Assert.Equal(499, worst.OutputWithin(new NanoDollars(7_499_999), null));
        Assert.Equal(0, worst.OutputWithin(NanoDollars.FromUsd(0.0025m), null));
        Assert.Equal(-1, worst.OutputWithin(new NanoDollars(2_499_999), null));
        Assert.Equal(20, worst.OutputWithin(NanoDollars.FromUsd(5), 1_020));
        Assert.Equal(-1, worst.OutputWithin(null, 999));
        Assert.Equal(long.MaxValue, WorstCase.Of(new RequestShape { Input = 1 }, Tariff.Free.Instance).OutputWithin(NanoDollars.Zero, null));
        Assert.Equal(-1, WorstCase.Of(new RequestShape { Input = 1 }, Tariff.Unknown.Instance).OutputWithin(new NanoDollars(long.MaxValue), null));
    }

    [Fact]
    public void Absurd_counts_end_at_the_largest_number()
    {
        var worst = WorstCase.Of(new RequestShape { Input = long.MaxValue, Choices = int.MaxValue }, Gpt4o).At(long.MaxValue);

        Assert.Equal(new Charge(new NanoDollars(long.MaxValue), long.MaxValue), worst);
        Assert.Equal(new Charge(NanoDollars.Zero, 0), WorstCase.Of(new RequestShape { Input = -5, Choices = -1, Extras = new NanoDollars(-9) }, Gpt4o).At(-7));
    }

    [Fact]
    public void No_way_to_bill_an_answer_is_dearer_than_the_worst_case()
    {
        var random = new Random(20261121);
        for (var i = 0; i < 5_000; i++)
        {
            var price = CompiledPrice.Compile(RandomPrice(random), "test");
            var shape = new RequestShape
            {
                Input = random.Next(0, 300_000),
                InputAudio = random.Next(0, 1_000),
                MayAnswerAudio = random.Next(2) == 0,
                Choices = random.Next(1, 5),
                HasImages = random.Next(2) == 0,
                MayAnswerImages = random.Next(2) == 0,
                MayWriteForAnHour = random.Next(2) == 0,
                Units = new UnitCounts { Requests = 1, Images = random.Next(0, 4), Seconds = random.Next(0, 100), Characters = random.Next(0, 1_000) },
            };
            var output = random.Next(0, 5_000);
            var answered = random.NextInt64(0, ((long)output * shape.Choices) + 1);
            var input = random.NextInt64(0, shape.Input + 1);
            var usage = new TokenUsage
            {
                Input = input,
                CachedRead = random.NextInt64(0, input + 1),
                CachedWrite = random.NextInt64(0, input + 1),
                InputAudio = random.NextInt64(0, Math.Min(shape.InputAudio, input) + 1),
                CachedWriteHour = shape.MayWriteForAnHour ? random.NextInt64(0, input + 1) : 0,
                InputImage = shape.HasImages ? random.NextInt64(0, input + 1) : 0,
                Output = answered,
                OutputImage = shape.MayAnswerImages ? random.NextInt64(0, answered + 1) : 0,
                Reasoning = random.NextInt64(0, answered + 1),
                OutputAudio = shape.MayAnswerAudio ? random.NextInt64(0, answered + 1) : 0,
            };

            var worst = WorstCase.Of(shape, new Tariff.PerToken(price)).At(output);

            Assert.True(price.Cost(usage, shape.Units) <= worst.Usd, $"{usage} cost more than {shape} with {output} at worst");
            Assert.True(usage.Total <= worst.Tokens);
        }
    }

    [Fact]
    public void What_is_afforded_is_afforded_and_one_token_more_is_not()
    {
        var random = new Random(20261122);
        for (var i = 0; i < 5_000; i++)
        {
            var price = RandomPrice(random);
            var worst = WorstCase.Of(new RequestShape { Input = random.Next(0, 300_000), Choices = random.Next(1, 5) }, Priced(price));
            var usd = new NanoDollars(random.NextInt64(0, 5_000_000_000));
            var tokens = random.NextInt64(0, 400_000);

            var output = worst.OutputWithin(usd, tokens);

            Assert.True(output < 0 || (worst.At(output).Usd <= usd && worst.At(output).Tokens <= tokens));
            Assert.True(worst.At(output + 1).Usd > usd || worst.At(output + 1).Tokens > tokens);
        }
    }

    private static ModelPrice RandomPrice(Random random) => new(
        Rates(random),
        random.Next(2) == 0 ? [] : [new PriceTier(random.Next(1, 200_000), Rates(random)), new PriceTier(200_000, Rates(random))])
    {
        Units = random.Next(2) == 0 ? null : new UnitRates(random.Next(0, 9) / 100m, random.Next(0, 9) / 100m, random.Next(0, 9) / 10_000m, random.Next(0, 9) / 100_000m),
    };

    private static TokenRates Rates(Random random) => new(random.Next(1, 40_000) / 1_000m, random.Next(1, 90_000) / 1_000m)
    {
        CacheRead = Maybe(random),
        CacheWrite = Maybe(random),
        CacheWriteHour = Maybe(random),
        InputImage = Maybe(random),
        OutputImage = Maybe(random),
        InputAudio = Maybe(random),
        Reasoning = Maybe(random),
        OutputAudio = Maybe(random),
    };

    private static decimal? Maybe(Random random) => random.Next(2) == 0 ? null : random.Next(0, 90_000) / 1_000m;

    private static Tariff.PerToken Priced(ModelPrice price) => new(CompiledPrice.Compile(price, "test"));
}

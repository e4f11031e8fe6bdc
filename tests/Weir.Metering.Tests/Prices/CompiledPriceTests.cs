using FsCheck;
using FsCheck.Fluent;
using Weir.Catalog;
using Weir.Dialects.Usage;
using Weir.Metering.Prices;

namespace Weir.Metering.Tests.Prices;

public sealed class CompiledPriceTests
{
    private static readonly TokenRates Full = new(2.50m, 10m)
    {
        CacheRead = 0.25m,
        CacheWrite = 3.125m,
        Reasoning = 12m,
        InputAudio = 40m,
        OutputAudio = 80m,
    };

    private static readonly Gen<decimal> Rate =
        Gen.Elements(0m, 0.0375m, 0.075m, 0.18000000000000002m, 1m / 3, 2.5m, 15m, 75m, 512_000m);

    private static readonly Gen<decimal?> MaybeRate = Gen.OneOf(Rate.Select(rate => (decimal?)rate), Gen.Constant<decimal?>(null));

    private static readonly Gen<TokenRates> Rates =
        from sides in Gen.ArrayOf(Rate, 2)
        from parts in Gen.ArrayOf(MaybeRate, 5)
        select new TokenRates(sides[0], sides[1])
        {
            CacheRead = parts[0],
            CacheWrite = parts[1],
            Reasoning = parts[2],
            InputAudio = parts[3],
            OutputAudio = parts[4],
        };

    private static readonly Gen<TokenUsage> Usage =
        from numbers in Gen.ArrayOf(Gen.OneOf(Gen.Choose(0, 20), Gen.Choose(-3, 1_000_000_000)), 7)
        select new TokenUsage
        {
            Input = numbers[0],
            CachedRead = numbers[1],
            CachedWrite = numbers[2],
            InputAudio = numbers[3],
            Output = numbers[4],
            Reasoning = numbers[5],
            OutputAudio = numbers[6],
        };

    private static readonly Arbitrary<(TokenRates Rates, TokenUsage Usage)> Cases =
        (from rates in Rates from usage in Usage select (rates, usage)).ToArbitrary();

    [Fact]
    public void The_lines_of_a_cost_add_up_to_it() =>
        Prop.ForAll(Cases, x => Math.Ceiling(Price(x.Rates).Parts(x.Usage).Sum(static part => part.Usd) * 1_000_000_000m) == Price(x.Rates).Cost(x.Usage).Value).QuickCheckThrowOnFailure();

    [Fact]
    public void The_lines_of_a_cost_name_what_was_billed() =>
        Assert.Equal(
            [new CostPart("input", 11_000, 2.5m), new CostPart("cachedRead", 1_000_000, 0.25m), new CostPart("cachedWrite", 100_000, 3.125m), new CostPart("output", 50_000, 10m), new CostPart("reasoning", 50_000, 12m)],
            Price(Full).Parts(new TokenUsage { Input = 1_111_000, CachedRead = 1_000_000, CachedWrite = 100_000, Output = 100_000, Reasoning = 50_000 }));

    [Fact]
    public void Every_kind_of_token_costs_its_own_rate()
    {
        var cost = Price(Full).Cost(new TokenUsage
        {
            Input = 1_111_000,
            CachedRead = 1_000_000,
            CachedWrite = 100_000,
            InputAudio = 10_000,
            Output = 111_000,
            Reasoning = 100_000,
            OutputAudio = 10_000,
        });

        // 1,000 plain + 1M read + 100k written + 10k audio in; 1,000 plain + 100k reasoning + 10k audio out
        Assert.Equal(NanoDollars.FromUsd(0.0025m + 0.25m + 0.3125m + 0.4m + 0.01m + 1.2m + 0.8m), cost);
    }

    [Fact]
    public void A_part_without_a_rate_costs_what_its_whole_costs()
    {
        var usage = new TokenUsage { Input = 1000, CachedRead = 900, CachedWrite = 50, InputAudio = 10, Output = 100, Reasoning = 90, OutputAudio = 5 };

        Assert.Equal(NanoDollars.FromUsd(0.0025m + 0.001m), Price(new TokenRates(2.50m, 10m)).Cost(usage));
    }

    [Theory]
    [InlineData(199_999, 2)]
    [InlineData(200_000, 2)]
    [InlineData(200_001, 4)]
    [InlineData(1_000_000, 4)]
    [InlineData(1_000_001, 8)]
    public void The_tier_goes_by_all_input_tokens(long input, decimal rate)
    {
        var price = new ModelPrice(
            new TokenRates(2m, 0m),
            [new PriceTier(200_000, new TokenRates(4m, 0m)), new PriceTier(1_000_000, new TokenRates(8m, 0m))]);

        Assert.Equal(
            NanoDollars.FromUsd(input * rate / 1_000_000m),
            CompiledPrice.Compile(price, "test").Cost(new TokenUsage { Input = input }));
    }

    [Fact]
    public void One_token_of_a_tiny_price_is_rounded_up_once() =>
        Assert.Equal(new NanoDollars(1), Price(new TokenRates(0.0001m, 0.0001m)).Cost(new TokenUsage { Input = 1, Output = 1 }));

    [Fact]
    public void Noise_of_floating_point_in_a_rate_is_rounded_away() =>
        Assert.Equal(new NanoDollars(180), Price(new TokenRates(0.18000000000000002m, 0)).Cost(new TokenUsage { Input = 1 }));

    [Fact]
    public void Parts_beyond_their_whole_are_cut_to_it() =>
        Assert.Equal(
            NanoDollars.FromUsd(0.000_25m),
            Price(Full).Cost(new TokenUsage { Input = 1000, CachedRead = 5000, CachedWrite = 5000, InputAudio = 5000 }));

    [Fact]
    public void A_cost_beyond_all_measure_stops_at_the_largest_amount() =>
        Assert.Equal(
            new NanoDollars(long.MaxValue),
            Price(new TokenRates(decimal.MaxValue, decimal.MaxValue)).Cost(new TokenUsage { Input = long.MaxValue, Output = long.MaxValue }));

    [Fact]
    public void A_billion_tokens_at_the_dearest_price_are_exact() =>
        Assert.Equal(
            NanoDollars.FromUsd(512_000_000m),
            Price(new TokenRates(512_000m, 512_000m)).Cost(new TokenUsage { Input = 1_000_000_000 }));

    [Fact]
    public void A_rate_below_zero_counts_as_zero() =>
        Assert.Equal(NanoDollars.Zero, Price(new TokenRates(-1m, -1m)).Cost(new TokenUsage { Input = 1000, Output = 1000 }));

    [Fact]
    public void Cost_equals_the_sum_in_decimals_rounded_up() =>
        Prop.ForAll(Cases, x => Price(x.Rates).Cost(x.Usage).Value == InDecimals(x.Rates, x.Usage)).QuickCheckThrowOnFailure();

    [Fact]
    public void Cost_lies_between_the_cheapest_and_the_dearest_rate() =>
        Prop.ForAll(Cases, x =>
        {
            var rates = new[]
            {
                x.Rates.Input, x.Rates.Output, x.Rates.CacheRead, x.Rates.CacheWrite, x.Rates.Reasoning, x.Rates.InputAudio, x.Rates.OutputAudio,
            };
            var tokens = Math.Max(0, x.Usage.Input) + Math.Max(0, x.Usage.Output);
            var plain = new TokenUsage { Input = tokens };
            var cost = Price(x.Rates).Cost(x.Usage);
            return cost >= Price(new TokenRates(rates.Min() ?? 0, 0)).Cost(plain) && cost <= Price(new TokenRates(rates.Max() ?? 0, 0)).Cost(plain);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void More_tokens_never_cost_less() =>
        Prop.ForAll(Cases, x =>
        {
            var price = Price(x.Rates);
            var cost = price.Cost(x.Usage);
            return cost.Value >= 0
                && price.Cost(x.Usage with { Input = x.Usage.Input + 1 }) >= cost
                && price.Cost(x.Usage with { Output = x.Usage.Output + 1 }) >= cost;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Cost_allocates_nothing()
    {
        var price = CompiledPrice.Compile(new ModelPrice(Full, [new PriceTier(200_000, Full)]), "test");
        var usage = new TokenUsage { Input = 300_000, CachedRead = 1000, Output = 5000 };
        price.Cost(usage);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            price.Cost(usage);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static CompiledPrice Price(TokenRates rates) => CompiledPrice.Compile(new ModelPrice(rates, []), "test");

    // The same by another way: decimals and the definition.
    private static long InDecimals(TokenRates rates, TokenUsage usage)
    {
        var input = Math.Max(0, usage.Input);
        var read = Math.Clamp(usage.CachedRead, 0, input);
        var written = Math.Clamp(usage.CachedWrite, 0, input - read);
        var heard = Math.Clamp(usage.InputAudio, 0, input - read - written);
        var output = Math.Max(0, usage.Output);
        var reasoning = Math.Clamp(usage.Reasoning, 0, output);
        var spoken = Math.Clamp(usage.OutputAudio, 0, output - reasoning);
        var usd = (read * Rounded(rates.CacheRead ?? rates.Input))
            + (written * Rounded(rates.CacheWrite ?? rates.Input))
            + (heard * Rounded(rates.InputAudio ?? rates.Input))
            + ((input - read - written - heard) * Rounded(rates.Input))
            + (reasoning * Rounded(rates.Reasoning ?? rates.Output))
            + (spoken * Rounded(rates.OutputAudio ?? rates.Output))
            + ((output - reasoning - spoken) * Rounded(rates.Output));
        return decimal.ToInt64(decimal.Ceiling(usd * 1000));

        static decimal Rounded(decimal rate) => decimal.Round(rate, 12, MidpointRounding.AwayFromZero);
    }
}

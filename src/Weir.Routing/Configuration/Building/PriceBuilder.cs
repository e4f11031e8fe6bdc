using System.Globalization;
using Weir.Catalog;
using Weir.Metering.Budgets;
using Weir.Metering.Prices;
using Weir.Routing.Configuration.Keys;
using Weir.Routing.Configuration.Values;

namespace Weir.Routing.Configuration.Building;

/// <summary>Prices of the file: those of models, and the entries of <c>prices.overrides</c>.</summary>
internal sealed class PriceBuilder(LoadContext context)
{
    private static readonly string[] Moments = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mmZ", "yyyy-MM-ddTHH:mm:ssZ"];

    /// <summary>The price that a block's keys say; null when they say none, or there is a problem.</summary>
    public ModelPrice? Price(ConfigBlock block)
    {
        var tiers = new SortedDictionary<long, PriceTier>();
        foreach (var tier in block.Blocks("tiers"))
        {
            if (tier.Integer("size") is { } size && Rates(tier) is { } rates && !tiers.TryAdd(size, new PriceTier(size, rates)))
            {
                context.Problems.Error(tier.At("size"), $"there is a tier from {size} already.", "Keep one of them.");
            }
        }

        return (Rates(block) ?? (Units(block) is null ? null : new TokenRates(0, 0))) is { } flat
            ? new ModelPrice(flat, [.. tiers.Values]) { Units = Units(block), Origin = context.Place(block.Node.Line) }
            : null;
    }

    /// <summary>The entries of <c>prices.overrides</c>.</summary>
    public IReadOnlyList<PriceOverride> Overrides(IReadOnlyList<ConfigBlock> blocks, UsageSubjects subjects)
    {
        var entries = new List<PriceOverride>();
        foreach (var block in blocks)
        {
            if (Override(block, subjects) is not { } entry)
            {
                continue;
            }

            if (entries.Find(other => other.On == entry.On && other.Overlaps(entry)) is { } other)
            {
                context.Problems.Error(block.Node, $"{entry.On} has a price for that time already: {other.Version}.", "Let one end (until) where the next begins (from).");
            }
            else
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    private PriceOverride? Override(ConfigBlock block, UsageSubjects subjects)
    {
        var (from, until) = (Moment(block, "from"), Moment(block, "until"));
        if (from >= until)
        {
            context.Problems.Error(block.At("until"), "the price ends before it begins.", "Write a day after 'from'; on the day itself it holds no more.");
        }

        if (subjects.Read(block) is not { } on)
        {
            return null;
        }

        if (on.Kind is not (SubjectKind.Connection or SubjectKind.Model) || (on.Kind == SubjectKind.Model && !on.Name.Contains('/', StringComparison.Ordinal)))
        {
            context.Problems.Error(block.At("on"), $"{Quote.Of(on.ToString())} has no price of its own.", "Write connection:NAME or model:CONNECTION/MODEL.");
            return null;
        }

        var (price, tariff) = (Price(block), block.Text("tariff"));
        CheckWhole(block, tariff);
        var version = PriceVersion.Dated(context.Place(block.Node.Line), from, until);
        return new PriceOverride
        {
            On = on,
            Price = price,
            Instead = tariff switch { PriceKeys.Free => new Tariff.Free($"{PriceVersion.Free} by {version}"), PriceKeys.Plan => new Tariff.Plan($"{PriceVersion.Plan} by {version}"), _ => null },
            Discount = block.Number("discount") ?? 0,
            BatchDiscount = block.Number("batch_discount"),
            From = from,
            Until = until,
            Version = version,
        };
    }

    /// <summary>A price has both sides, a tariff has none, and an entry says something.</summary>
    private void CheckWhole(ConfigBlock block, string? tariff)
    {
        var (input, output) = (block.Has("input"), block.Has("output"));
        var part = PriceKeys.TokenParts.FirstOrDefault(block.Has);
        var says = PriceKeys.All.FirstOrDefault(block.Has) ?? (block.Has("discount") ? "discount" : null);
        if (tariff is not null && says is not null)
        {
            context.Problems.Error(block.At(says), $"what is {tariff} has no price.", $"Take out '{says}', or 'tariff'.");
        }
        else if (input != output)
        {
            context.Problems.Error(block.Node, $"the key '{(input ? "output" : "input")}' is missing.", "A price has both; write 0 for what is not billed.");
        }
        else if (part is not null && !input)
        {
            context.Problems.Error(block.At(part), "a part has a price, but input and output have none.", "The entry replaces the catalogue's price as a whole, so name both.");
        }
        else if (tariff is null && says is null && !block.Has("tariff") && !block.Has("batch_discount"))
        {
            context.Problems.Error(block.Node, "the entry says no price.", "Name input and output, a price by the piece, a discount, or a tariff.");
        }
    }

    private DateTimeOffset? Moment(ConfigBlock block, string key)
    {
        if (block.Scalar(key) is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(text.Text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
        {
            return moment;
        }

        context.Problems.Error(text.Node, $"{text.Shown} is no day.", "Write it like 2026-01-31 or 2026-01-31T09:00:00Z.");
        return null;
    }

    private static TokenRates? Rates(ConfigBlock block) =>
        block.Number("input") is { } input && block.Number("output") is { } output
            ? new TokenRates(input, output)
            {
                CacheRead = block.Number("cache_read"),
                CacheWrite = block.Number("cache_write"),
                CacheWriteHour = block.Number("cache_write_1h"),
                Reasoning = block.Number("reasoning"),
                InputAudio = block.Number("input_audio"),
                OutputAudio = block.Number("output_audio"),
                InputImage = block.Number("input_image"),
                OutputImage = block.Number("output_image"),
            }
            : null;

    private static UnitRates? Units(ConfigBlock block)
    {
        var units = new UnitRates(block.Number("per_request") ?? 0, block.Number("per_image") ?? 0, block.Number("per_second") ?? 0, block.Number("per_character") ?? 0);
        return units == new UnitRates() ? null : units;
    }
}

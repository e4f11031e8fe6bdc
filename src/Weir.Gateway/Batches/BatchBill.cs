using Weir.Dialects.Usage;
using Weir.Gateway.Lasting;
using Weir.Gateway.Money;
using Weir.Metering.Prices;
using Weir.Routing.Targets;

namespace Weir.Gateway.Batches;

/// <summary>What a batch used, by model, and what it costs. Lines are priced one by one, since a price may depend on the length of a request.</summary>
internal sealed class BatchBill(Connection connection, DateTimeOffset begun, TargetTariffs tariffs)
{
    private readonly Dictionary<string, Item> _items = new(StringComparer.Ordinal);

    /// <summary>The sums, one for each model.</summary>
    public IReadOnlyCollection<Item> Items => _items.Values;

    /// <summary>Adds one answer.</summary>
    public void Add(in BatchLine line) => ItemOf(line.Model ?? "-").Add(line);

    /// <summary>Adds what a batch used altogether.</summary>
    public void Add(string? model, in TokenUsage usage) => ItemOf(model ?? "-").Add(usage, default);

    /// <summary>Has an item for a model, also where nothing of it was answered.</summary>
    public void Know(string model) => ItemOf(model);

    /// <summary>The target that a model's name means at a connection.</summary>
    public static Target TargetOf(Connection connection, string model)
    {
        var id = IdOf(connection, model);
        return new Target(connection, id, connection.Models.GetValueOrDefault(id), $"{connection.Name}/{id}");
    }

    private Item ItemOf(string model)
    {
        var target = TargetOf(connection, model);
        if (!_items.TryGetValue(target.ModelId, out var item))
        {
            item = new Item(target, tariffs.OfBatch(target, begun));
            _items.Add(target.ModelId, item);
        }

        return item;
    }

    /// <summary>The ledger's id of one row of a batch that holds nothing.</summary>
    public static string RowId(Resource batch, BatchObject told, string model) => RowIds.Of((told.Ended ?? told.Began) * 1000, batch.Connection, batch.Id, model);

    /// <summary>The id that the connection lists: answers name a dated version (<c>gpt-4o-mini-2024-07-18</c>) of what was asked for.</summary>
    private static string IdOf(Connection connection, string model)
    {
        const int DateLength = 11;
        if (connection.Models.ContainsKey(model) || model.Length <= DateLength)
        {
            return model;
        }

        var date = model.AsSpan(model.Length - DateLength);
        var bare = model[..^DateLength];
        return date[0] == '-' && DateOnly.TryParseExact(date[1..], "yyyy-MM-dd", out _) && connection.Models.ContainsKey(bare) ? bare : model;
    }

    /// <summary>The sum of one model.</summary>
    internal sealed class Item(Target target, Tariff tariff)
    {
        public Target Target { get; } = target;

        public TokenUsage Usage { get; private set; }

        public long Lines { get; private set; }

        /// <summary>The sum of its lines, each rounded up as every cost is; null when the model has no known price.</summary>
        public NanoDollars? Cost { get; private set; } = tariff.IsKnown ? NanoDollars.Zero : null;

        /// <summary>Where the price came from, and what part of it holds.</summary>
        public string? PriceVersion => tariff.Version;

        /// <summary>The lines that were answered without a word of what was used.</summary>
        public long Untold { get; private set; }

        public void Add(in BatchLine line)
        {
            Untold += line.Usage is null ? 1 : 0;
            var usage = line.Usage ?? default;
            Add(usage, new UnitCounts { Requests = 1, Images = line.Images, Seconds = usage.Seconds });
        }

        public void Add(in TokenUsage usage, in UnitCounts units)
        {
            Lines++;
            Cost += tariff.Cost(usage, units);
            Usage += usage;
        }
    }
}

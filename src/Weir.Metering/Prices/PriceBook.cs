using System.Runtime.CompilerServices;
using Weir.Catalog;

namespace Weir.Metering.Prices;

/// <summary>
/// Keeps each price in its compiled form for as long as the price itself lives: a reload's new prices come in by themselves, and old ones
/// go with their snapshot.
/// </summary>
public sealed class PriceBook
{
    private readonly ConditionalWeakTable<ModelPrice, CompiledPrice> _compiled = [];

    /// <summary>The compiled form of a price.</summary>
    /// <param name="price">The price; told apart by reference, since one object has one origin.</param>
    /// <param name="version">Where it came from, see <see cref="PriceVersion"/>; heeded when the price is first seen.</param>
    public CompiledPrice Compiled(ModelPrice price, string version)
    {
        ArgumentNullException.ThrowIfNull(price);
        return _compiled.TryGetValue(price, out var compiled)
            ? compiled
            : _compiled.GetValue(price, unseen => CompiledPrice.Compile(unseen, version));
    }
}

using Weir.Catalog;
using Weir.Routing.Wires;

namespace Weir.Routing.Targets;

/// <summary>One place a request can be sent: connection, model and the wires that lead there.</summary>
/// <param name="Connection">Through which connection.</param>
/// <param name="ModelId">The model id that goes on the wire, unless a wire has its own (<see cref="Wire.ModelId"/>).</param>
/// <param name="Model">What is known of the model; null when it is on no list.</param>
/// <param name="Name"><c>connection/model</c>, as the user and the ledger see it.</param>
public sealed record Target(Connection Connection, string ModelId, CatalogModel? Model, string Name)
{
    /// <summary>How the model is reached, best wire first. Empty for a pass-through, which needs none.</summary>
    public WireAnswer Wires { get; init; } = new([], null);
}

using Weir.Catalog;

namespace Weir.Routing.Targets;

/// <summary>One place a request can be sent: connection, model and dialect.</summary>
/// <param name="Connection">Through which connection.</param>
/// <param name="ModelId">The model id that goes on the wire.</param>
/// <param name="Model">What is known of the model; null when it is on no list.</param>
/// <param name="Name"><c>connection/model</c>, as the user and the ledger see it.</param>
public sealed record Target(Connection Connection, string ModelId, CatalogModel? Model, string Name);

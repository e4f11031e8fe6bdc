using Weir.Catalog;
using Weir.Routing.Targets;

namespace Weir.Routing.Wires;

/// <summary>What a provider's rules are asked: how is this model reached?</summary>
/// <param name="Connection">Through which connection.</param>
/// <param name="ModelId">The model's id in the catalogue or as the user wrote it; a mode's id is already replaced by its wire id.</param>
/// <param name="Model">What is known of the model; null when it is on no list.</param>
/// <param name="Environment">Reads a variable: the connection's own settings first, then the process'. Null or empty when it is not set.</param>
public sealed record WireQuestion(Connection Connection, string ModelId, CatalogModel? Model, Func<string, string?> Environment);

namespace Weir.Catalog;

/// <summary>A mode of another model that has a price of its own, listed as a model <c>&lt;id&gt;-&lt;mode&gt;</c>.</summary>
/// <param name="WireId">The model id that goes to the provider.</param>
/// <param name="BodyJson">Fields to set in the request body, as a JSON object; null for none.</param>
/// <param name="Headers">Headers to send.</param>
public sealed record ModelMode(string WireId, string? BodyJson, IReadOnlyDictionary<string, string> Headers);

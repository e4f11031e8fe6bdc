using System.Text.Json;

namespace Weir.Gateway.Local;

/// <summary>What a server answered to a look.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Json">The body of a good answer, where it is JSON; null otherwise.</param>
/// <param name="IsWeir">True when a Weir answered.</param>
internal sealed record LocalAnswer(int Status, JsonElement? Json, bool IsWeir);

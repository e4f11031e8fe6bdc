namespace Weir.Acceptance.Tests.Clients;

/// <summary>Where a client is pointed at: straight at the replay upstream, or at a gateway in front of it.</summary>
/// <param name="BaseUrl">With <c>/v1</c>, without a slash at the end.</param>
/// <param name="Key">What the client presents.</param>
/// <param name="ModelPrefix">What stands before a model's own name: nothing, or the connection and a slash.</param>
internal sealed record Endpoint(string BaseUrl, string Key, string ModelPrefix)
{
    public string Model(string id) => ModelPrefix + id;
}

namespace Weir.Credentials.Clouds;

/// <summary>A cloud's long-lived API key, which travels as a bearer token whatever the call.</summary>
/// <param name="name">The word in weir.yaml.</param>
/// <param name="token">The key.</param>
/// <param name="source">Where it comes from, for people.</param>
internal sealed class FixedTokenMethod(string name, Secret token, string source) : IAuthMethod
{
    private readonly CloudToken _token = new(token, null, source);

    public string Name => name;

    public string Source => _token.Source;

    public string? Masked => _token.Value.Masked;

    public ValueTask SignAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        _token.PutOn(request);
        return ValueTask.CompletedTask;
    }
}

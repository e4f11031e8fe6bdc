namespace Weir.Credentials.Methods;

/// <summary>Signs nothing: local servers and the simulator.</summary>
public sealed class NoneMethod : IAuthMethod
{
    public static NoneMethod Instance { get; } = new();

    public string Name => "none";

    public string Source => "no credential needed";

    public string? Masked => null;

    public ValueTask SignAsync(HttpRequestMessage request, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

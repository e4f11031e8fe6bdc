namespace Weir.Gateway.Relay;

/// <summary>An upstream's stream began with an error instead of an answer.</summary>
/// <param name="error">The whole error event.</param>
internal sealed class StreamRefusedException(ReadOnlyMemory<byte> error) : IOException("The upstream's stream began with an error.")
{
    public ReadOnlyMemory<byte> Event { get; } = error;
}

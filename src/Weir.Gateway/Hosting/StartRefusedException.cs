namespace Weir.Gateway.Hosting;

/// <summary>The gateway will not start like this; says why and what to do.</summary>
public sealed class StartRefusedException(string message, string action) : Exception(message)
{
    /// <summary>What to do about it.</summary>
    public string Action { get; } = action;
}

namespace Weir.Metering.Keys;

/// <summary>A key was not created, changed or found, for a reason that the person who asked can mend.</summary>
public sealed class KeyRefusedException(string message, string action) : Exception(message)
{
    /// <summary>What to do about it, as an imperative sentence.</summary>
    public string Action { get; } = action;
}

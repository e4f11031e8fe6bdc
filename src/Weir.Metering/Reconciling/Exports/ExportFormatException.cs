namespace Weir.Metering.Reconciling.Exports;

/// <summary>An export can't be read. Message and action are for a person.</summary>
#pragma warning disable CA1032 // Without an action it would be nothing that a person can do something about.
public sealed class ExportFormatException(string message, string action) : Exception(message)
#pragma warning restore CA1032
{
    public string Action { get; } = action;
}

namespace Weir.Gateway.Admin;

/// <summary>How a key is replaced.</summary>
/// <param name="OverlapSeconds">How long the old one still works; 0 ends it at once.</param>
public sealed record KeyRotation(double OverlapSeconds);

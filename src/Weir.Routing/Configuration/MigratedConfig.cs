namespace Weir.Routing.Configuration;

/// <summary>A file of version 1 as one of version 2.</summary>
/// <param name="Text">The new text; comments and order are kept.</param>
/// <param name="Notes">What was changed, a sentence each; empty when nothing had to be.</param>
public sealed record MigratedConfig(string Text, IReadOnlyList<string> Notes);

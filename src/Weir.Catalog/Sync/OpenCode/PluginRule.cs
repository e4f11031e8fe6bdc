namespace Weir.Catalog.Sync.OpenCode;

/// <summary>Where a provider's sign-in is written in OpenCode, and how its constants correct the flows.</summary>
/// <param name="ProviderId">The provider.</param>
/// <param name="Path">The file, below <c>packages/opencode/src</c>.</param>
/// <param name="Marker">A word that only this plugin has, to find it again when it has moved.</param>
/// <param name="Correct">Puts what the file says into one flow.</param>
internal sealed record PluginRule(string ProviderId, string Path, string Marker, Func<PluginFacts, SignInFlow, SignInFlow> Correct);

using Weir.Routing.Targets;

namespace Weir.Routing.Snapshots;

/// <summary>One name a client may ask for, and who would answer.</summary>
public sealed record ListedModel(string Name, Target Target);

namespace Weir.Acceptance.Tests.Program;

/// <summary>Tests that measure time run after the others, one at a time: what they measure is Weir, not their neighbours.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredAlone
{
    public const string Name = "measured alone";
}

using Weir.Gateway.Pipeline;
using Weir.Routing.Targets;

namespace Weir.Gateway.Previews;

/// <summary>Says in which order the targets of a request would be gone through, and who would be passed over. Asks nobody and changes nothing.</summary>
internal interface IRoutePreview
{
    /// <summary>All targets that come into question, best first.</summary>
    /// <param name="context">A request whose model is known.</param>
    IReadOnlyList<Candidate> CandidatesOf(RequestContext context);
}

/// <summary>A target that comes into question.</summary>
/// <param name="Name">Its name, or a name of the chain that leads to none.</param>
/// <param name="Target">Null where there is none.</param>
/// <param name="Step">From 1.</param>
/// <param name="Strategy">How its step is put in order, in a word of weir.yaml.</param>
/// <param name="Skipped">Why it would not be asked, in a sentence; null when it would.</param>
internal sealed record Candidate(string Name, Target? Target, int Step, string Strategy, string? Skipped);

using Weir.Dialects;
using Weir.Dialects.Conversations;
using Weir.Gateway.Pipeline;

namespace Weir.Gateway.Translation;

/// <summary>Reads a client's body into the neutral conversation.</summary>
internal static class ClientRequests
{
    /// <summary>The conversation; null when it can't be read and need not be.</summary>
    /// <exception cref="DialectException">The body is not of the client's dialect, and it must be read.</exception>
    public static Conversation? Read(RequestContext context, bool mustRead)
    {
        try
        {
            var route = new RequestRoute(context.Operation.Shape == BodyShape.JsonByRoute ? context.ModelAsked : null, context.Stream);
            return Lanes.DialectOf(context.Operation).ReadRequest(context.Body!.Span, route);
        }
        catch (DialectException) when (!mustRead)
        {
            // The upstream may know more of its dialect than we do: its own answer says what is wrong.
            return null;
        }
    }
}

using Weir.Catalog;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Errors;
using Weir.Dialects.OpenAiResponses;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Translation;

namespace Weir.Gateway.Responses;

/// <summary>
/// Puts the history behind <c>previous_response_id</c> before the new input, where Weir kept it. An id that Weir does not know is left to targets that keep answers themselves.
/// </summary>
internal sealed class PreviousResponses(ResponseStore store)
{
    /// <summary>Prepares a request of Responses; the error when the id leads nowhere, else null.</summary>
    public async ValueTask<WeirError?> ResolveAsync(RequestContext context)
    {
        if (context.Operation != Operations.Responses || context.Body!.Span.IndexOf("\"previous_response_id\""u8) < 0)
        {
            return null;
        }

        Conversation? conversation;
        try
        {
            conversation = ClientRequests.Read(context, mustRead: true);
        }
        catch (DialectException exception)
        {
            return exception.Error;
        }

        if (conversation?.PreviousResponseId is not { } id)
        {
            return null;
        }

        var chain = await store.ChainAsync(id, context.Key.Id, context.Http.RequestAborted);
        if (chain.Count == 0)
        {
            return LeaveToThoseThatKeep(context, id);
        }

        context.PreviousResponseId = id;
        context.MustTranslate = true;
        context.Conversation = conversation with { PreviousResponseId = null, Messages = [.. Instructions(conversation), .. chain.SelectMany(History), .. conversation.Messages.Where(static message => !IsInstructions(message))] };
        return null;
    }

    private static WeirError? LeaveToThoseThatKeep(RequestContext context, string id)
    {
        var keeping = context.Targets.Where(static target => target.Wires.Wires.Any(static wire => wire.Dialect == DialectNames.OpenAiResponses)).ToList();
        if (keeping.Count > 0)
        {
            context.Route = context.Route.Only(keeping);
            return null;
        }

        return new WeirError(ErrorKind.InvalidRequest, $"Previous response with id '{(id.Length > 80 ? id[..80] : id)}' not found.", "Send the whole conversation as input: this key has no kept answer with that id, or it was made with store: false.")
        {
            Param = "previous_response_id",
        };
    }

    /// <summary>What one kept exchange said: its input and its answer. Instructions hold for their own request only.</summary>
    private static IEnumerable<Message> History(StoredResponse kept)
    {
        var asked = ResponsesDialect.Instance.ReadRequest(kept.Request).Messages.Where(static message => !IsInstructions(message));
        var answered = ResponsesDialect.Instance.ReadAnswer(kept.Answer).Choices.SelectMany(static choice => choice.Parts);
        return [.. asked, new Message(Role.Assistant, [.. answered.Select(WithoutItem)])];
    }

    /// <summary>Kept answers are Weir's own: their item ids mean nothing to a provider.</summary>
    private static Part WithoutItem(Part part) => part with { Id = null, Extras = Extras.None };

    private static IEnumerable<Message> Instructions(Conversation conversation) => conversation.Messages.Where(IsInstructions);

    private static bool IsInstructions(Message message) => message.Extras.TryGet(DialectNames.OpenAiResponses, "$instructions", out _);
}

using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.OpenAiChat.Translation.Requests;

/// <summary>Writes what concerns the provider's platform more than the model: users, labels, tiers, caches, forms of output.</summary>
internal static class PlatformWriter
{
    private const string Unknown = "the server does not know it";

    public static void Write(Utf8JsonWriter json, WriteContext context)
    {
        var (request, variant) = (context.Conversation, context.Variant);
        bool Passes(string name, bool isSaid, bool isKnown)
        {
            if (isSaid && !context.IsOwn && !isKnown)
            {
                context.Losses.Add(name, Unknown);
                return false;
            }

            return isSaid;
        }

        if (Passes("n", request.Choices is > 1 || context.IsOwn && request.Choices is not null, variant.KnowsChoices))
        {
            json.WriteNumber("n", request.Choices!.Value);
        }

        WriteUser(json, context);
        if (Passes("metadata", request.Metadata is not null, variant.KnowsPlatform && request.Store == true))
        {
            WriteMetadata(json, request);
        }

        if (Passes("store", request.Store is true || context.IsOwn && request.Store is not null, variant.KnowsPlatform))
        {
            json.WriteBoolean("store", request.Store!.Value);
        }

        if (Passes("service_tier", request.ServiceTier is not null, variant.KnowsPlatform && request.ServiceTier is "auto" or "default" or "flex" or "priority"))
        {
            json.WriteString("service_tier", request.ServiceTier);
        }

        if (Passes("verbosity", request.Verbosity is not null, variant.KnowsPlatform))
        {
            json.WriteString("verbosity", request.Verbosity);
        }

        if (Passes("previous_response_id", request.PreviousResponseId is not null, isKnown: false))
        {
            json.WriteString("previous_response_id", request.PreviousResponseId);
        }

        WriteCache(json, context, Passes);
        WriteOutputs(json, request);
    }

    private static void WriteUser(Utf8JsonWriter json, WriteContext context)
    {
        if (context.Conversation.EndUser is not { } user)
        {
            return;
        }

        var kept = context.Conversation.Extras.TryGet(Notes.Dialect, "$safety_identifier", out var identifier);
        if (kept && identifier.AsString() == user)
        {
            json.WriteString("safety_identifier", user);
        }
        else if (context.IsOwn || context.Variant.KnowsUser)
        {
            json.WriteString("user", context.IsOwn ? user : EndUserIds.Fit(user));
        }
        else
        {
            context.Losses.Add("user", Unknown);
        }
    }

    private static void WriteMetadata(Utf8JsonWriter json, Conversation request)
    {
        json.WriteStartObject("metadata");
        foreach (var (name, value) in request.Metadata!)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private static void WriteCache(Utf8JsonWriter json, WriteContext context, Func<string, bool, bool, bool> passes)
    {
        if (context.Conversation.Cache is not { } cache)
        {
            return;
        }

        if (passes("prompt_cache_key", cache.Key is not null, context.Variant.KnowsCacheKey))
        {
            json.WriteString("prompt_cache_key", cache.Key);
        }

        if (passes("prompt_cache_retention", cache.Retention is not null, context.Variant.KnowsPlatform))
        {
            json.WriteString("prompt_cache_retention", cache.Retention);
        }

        if (cache.Mark is { } mark && context.WritesMarks)
        {
            CacheMarks.Write(json, mark, CacheMarks.Member);
        }

        passes("cachedContent", cache.Name is not null, false);
    }

    private static void WriteOutputs(Utf8JsonWriter json, Conversation request)
    {
        if (request.Modalities is { } modalities)
        {
            json.WriteStartArray("modalities");
            foreach (var modality in modalities)
            {
                json.WriteStringValue(modality);
            }

            json.WriteEndArray();
        }

        if (request.AudioOutput is { } audio)
        {
            json.WriteRaw("audio", audio);
        }
    }
}

using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;

namespace Weir.Acceptance.Tests.Clients.OpenAiSdk;

/// <summary>What a program with the official OpenAI SDK does, written down as the SDK shows it: two endpoints are alike when the transcripts are.</summary>
internal sealed class OpenAiSdkSession(Endpoint endpoint)
{
    private readonly OpenAIClient _client = new(
        new ApiKeyCredential(endpoint.Key),
        new OpenAIClientOptions { Endpoint = new Uri(endpoint.BaseUrl), RetryPolicy = new ClientRetryPolicy(0) });

    private static readonly ChatTool Capital = ChatTool.CreateFunctionTool(
        "get_capital",
        "The capital of a country",
        BinaryData.FromString("""{"type":"object","properties":{"country":{"type":"string"}},"required":["country"],"additionalProperties":false}"""));

    public async Task<IReadOnlyList<string>> ChatAsync(string model, CancellationToken cancellationToken)
    {
        ChatCompletion completion = await Chat(model).CompleteChatAsync([new UserChatMessage("Say it.")], cancellationToken: cancellationToken);
        return [Write(completion), completion.Content[0].Text];
    }

    public async Task<IReadOnlyList<string>> StreamAsync(string model, CancellationToken cancellationToken)
    {
        List<string> transcript = [];
        await foreach (var update in Chat(model).CompleteChatStreamingAsync([new UserChatMessage("Say it.")], cancellationToken: cancellationToken))
        {
            transcript.Add(Write(update));
        }

        return transcript;
    }

    /// <summary>Asks, runs the tool that the model calls, sends its result, and streams the final answer.</summary>
    public async Task<ToolRoundTrip> CallToolAsync(string model, CancellationToken cancellationToken)
    {
        List<string> transcript = [];
        List<ChatMessage> messages = [new UserChatMessage("What is the capital of the UK? Use the tool, then answer.")];
        var options = new ChatCompletionOptions { Tools = { Capital } };
        string? id = null;
        string? name = null;
        var arguments = "";
        await foreach (var update in Chat(model).CompleteChatStreamingAsync(messages, options, cancellationToken))
        {
            transcript.Add(Write(update));
            foreach (var call in update.ToolCallUpdates)
            {
                id ??= call.ToolCallId;
                name ??= call.FunctionName;
                arguments += call.FunctionArgumentsUpdate?.ToString();
            }
        }

        messages.Add(new AssistantChatMessage([ChatToolCall.CreateFunctionToolCall(id, name, BinaryData.FromString(arguments))]));
        messages.Add(new ToolChatMessage(id, "London"));
        var text = "";
        await foreach (var update in Chat(model).CompleteChatStreamingAsync(messages, options, cancellationToken))
        {
            transcript.Add(Write(update));
            text += string.Concat(update.ContentUpdate.Select(static part => part.Text));
        }

        return new ToolRoundTrip(transcript, name, arguments, text);
    }

    public async Task<IReadOnlyList<string>> EmbedAsync(string model, CancellationToken cancellationToken)
    {
        OpenAIEmbedding embedding = await _client.GetEmbeddingClient(endpoint.Model(model))
            .GenerateEmbeddingAsync("How do I reset my password?", cancellationToken: cancellationToken);
        return [.. embedding.ToFloats().ToArray().Select(static number => number.ToString("R", null))];
    }

    /// <summary>The ids of the models that the endpoint offers.</summary>
    public async Task<IReadOnlyList<string>> ListModelsAsync(CancellationToken cancellationToken)
    {
        var models = await _client.GetOpenAIModelClient().GetModelsAsync(cancellationToken);
        return [.. models.Value.Select(static model => model.Id)];
    }

    /// <summary>The status that the SDK gives the program when the endpoint refuses.</summary>
    public async Task<ClientResultException> FailAsync(string model, CancellationToken cancellationToken) =>
        await Assert.ThrowsAsync<ClientResultException>(() => ChatAsync(model, cancellationToken));

    private ChatClient Chat(string model) => _client.GetChatClient(endpoint.Model(model));

    private static string Write<T>(T value)
        where T : IJsonModel<T> => ModelReaderWriter.Write(value, ModelReaderWriterOptions.Json).ToString();
}

/// <summary>A tool call and what came of it.</summary>
internal sealed record ToolRoundTrip(IReadOnlyList<string> Transcript, string? Tool, string Arguments, string Text);

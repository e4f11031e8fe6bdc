using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Admin;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Previews;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Chat;

/// <summary>What was said so far, to which model, and what it cost.</summary>
internal sealed class Conversation(IGatewayAdmin admin, IChat chat, ITerminal terminal, bool asJson)
{
    private readonly List<(string Role, string Text)> _said = [];
    private decimal _spent;
    private int _requests;

    public string Model { get; set; } = "default";

    /// <summary>Goes before everything that is said; null for nothing.</summary>
    public string? System { get; set; }

    /// <summary>What all requests cost, in words.</summary>
    public string Cost => $"{Amounts.Count(_requests)} {(_requests == 1 ? "request" : "requests")}, {Amounts.Usd(_spent)}";

    /// <summary>Tells what it would cost, sends it, and tells the answer and its cost. What fails is not part of the conversation.</summary>
    public async Task SayAsync(string text, CancellationToken cancellationToken)
    {
        _said.Add(("user", text));
        try
        {
            var answer = await AnswerAsync(cancellationToken);
            _said.Add(("assistant", answer));
        }
        catch
        {
            _said.RemoveAt(_said.Count - 1);
            throw;
        }
    }

    /// <summary>Says the last thing again, in the place of its answer; false when nothing was said yet.</summary>
    public async Task<bool> RetryAsync(CancellationToken cancellationToken)
    {
        if (_said is not [.., var (_, text), _])
        {
            return false;
        }

        _said.RemoveRange(_said.Count - 2, 2);
        await SayAsync(text, cancellationToken);
        return true;
    }

    /// <summary>The body of the next request, as <c>POST /v1/chat/completions</c> takes it.</summary>
    public byte[] Body(bool isIndented = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = isIndented }))
        {
            json.WriteStartObject();
            json.WriteString("model", Model);
            json.WriteStartArray("messages");
            foreach (var (role, text) in System is null ? _said : _said.Prepend(("system", System)))
            {
                json.WriteStartObject();
                json.WriteString("role", role);
                json.WriteString("content", text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private async Task<string> AnswerAsync(CancellationToken cancellationToken)
    {
        var body = Body();
        if (!asJson)
        {
            await TellEstimateAsync(body, cancellationToken);
        }

        var answer = new StringBuilder();
        await foreach (var piece in chat.ChatAsync(body, cancellationToken))
        {
            Tell(piece);
            answer.Append(piece.Text);
        }

        return answer.ToString();
    }

    private async Task TellEstimateAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(body);
        var cost = (await admin.EstimateAsync(new RouteQuestion { Body = document.RootElement.Clone() }, cancellationToken)).Model;
        terminal.Note(cost.Likely is { } likely && cost.Worst is { } worst ? $"{cost.Model}: about ${likely.Usd}, at most ${worst.Usd}" : $"{cost.Model}: price unknown");
    }

    private void Tell(ChatPiece piece)
    {
        if (piece.Request is { } request)
        {
            _requests++;
            _spent += (request.CostNanoDollars ?? 0) / 1_000_000_000m;
        }

        if (asJson)
        {
            terminal.Line(JsonSerializer.Serialize(piece, ChatJson.Default.ChatPiece));
        }
        else if (piece.Text is { } text)
        {
            terminal.Write(text);
        }
        else if (piece.Request is { } told)
        {
            terminal.Line();
            terminal.Note($"{told.ModelAnswered ?? told.ModelAsked}: {Amounts.Count(told.Usage.Input)} tokens in, {Amounts.Count(told.Usage.Output)} out, {Amounts.Usd(told.CostNanoDollars / 1_000_000_000m)}");
        }
    }

    /// <summary>The conversation as a request that can be sent again.</summary>
    public string Saved() => Encoding.UTF8.GetString(Body(isIndented: true));
}

using System.Text;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Conversations.Tools;
using Weir.Dialects.Errors;
using Weir.Dialects.Tests.Kit;

namespace Weir.Dialects.Tests.OpenAiChat.Translation;

public sealed class RequestReaderTests
{
    [Theory]
    [InlineData("""{"messages":[]}""", "model")]
    [InlineData("""{"model":"m"}""", "messages")]
    [InlineData("""{"model":1,"messages":[]}""", "model")]
    [InlineData("""{"model":"m","messages":{}}""", "messages")]
    [InlineData("""{"model":"m","messages":["x"]}""", "messages[0]")]
    [InlineData("""{"model":"m","messages":[{"role":"bot"}]}""", "messages[0].role")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":3}]}""", "messages[0].content")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"text"}]}]}""", "messages[0].content[0].text")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"image_url"}]}]}""", "messages[0].content[0].image_url")]
    [InlineData("""{"model":"m","messages":[{"role":"tool","content":"x"}]}""", "messages[0].tool_call_id")]
    [InlineData("""{"model":"m","messages":[{"role":"assistant","tool_calls":{}}]}""", "messages[0].tool_calls[]", false)]
    [InlineData("""{"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"a"}]}]}""", "messages[0].tool_calls[0].function")]
    [InlineData("""{"model":"m","messages":[],"temperature":"hot"}""", "temperature")]
    [InlineData("""{"model":"m","messages":[],"stream":"yes"}""", "stream")]
    [InlineData("""{"model":"m","messages":[],"tools":[{"type":"function"}]}""", "tools[0].function")]
    [InlineData("""{"model":"m","messages":[],"tool_choice":"maybe"}""", "tool_choice")]
    [InlineData("""{"model":"m","messages":[],"stop":[1]}""", "stop")]
    [InlineData("""{"model":"m","messages":[],"stream_options":1}""", "stream_options")]
    public void WrongRequest_NamesTheMember(string json, string param, bool fails = true)
    {
        if (!fails)
        {
            // An empty object where servers of zero values send "no calls".
            Assert.Empty(Wire.Request(json).Messages[0].Parts);
            return;
        }

        var error = Assert.Throws<DialectException>(() => Wire.Request(json)).Error;
        Assert.Equal(ErrorKind.InvalidRequest, error.Kind);
        Assert.Equal(param, error.Param);
        Assert.Contains(param, error.Action, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("nul")]
    [InlineData("""{"model":"\ud800","messages":[]}""")]
    public void NoRequest_IsAnError(string text) => Assert.Equal(ErrorKind.InvalidRequest, Assert.Throws<DialectException>(() => Wire.Request(text)).Error.Kind);

    [Fact]
    public void LabelTwice_TheLastCounts() =>
        Assert.Equal("2", Wire.Request("""{"model":"m","messages":[],"metadata":{"a":"1","a":"2"}}""").Metadata!["a"]);

    [Fact]
    public void Damage_IsAnErrorOrARequest()
    {
        var bytes = Encoding.UTF8.GetBytes("""{"model":"m","messages":[{"role":"assistant","content":[{"type":"text","text":"a"}],"reasoning_details":[{"type":"reasoning.text","text":"b"}],"tool_calls":[{"id":"c","type":"function","function":{"name":"d","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":"e"}],"tools":[{"type":"function","function":{"name":"d"}}],"stop":["x"]}""");
        var random = new Random(7);
        for (var round = 0; round < 3000; round++)
        {
            var changed = bytes.ToArray();
            for (var count = random.Next(1, 4); count > 0; count--)
            {
                changed[random.Next(changed.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : "{}[]\",:01nul"u8[random.Next(12)];
            }

            var exception = Record.Exception(() => Wire.Write(Wire.Dialect.ReadRequest(changed)));
            Assert.True(exception is null or DialectException, $"round {round}: {exception}");
        }
    }

    [Fact]
    public void Everything_IsReadAndWrittenAgain()
    {
        const string Body = """
            {"model":"m","messages":[
              {"role":"developer","content":[{"type":"text","text":"Be short.","cache_control":{"type":"ephemeral"}}]},
              {"role":"system","content":"x","name":"sys","copilot_cache_control":{"type":"ephemeral"}},
              {"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"https://e.example/a.png","detail":"low"}},{"type":"input_audio","input_audio":{"data":"QUJD","format":"mp3"}},
                {"type":"file","file":{"file_id":"file-1"}},{"type":"video_url","video_url":{"url":"data:video/mp4;base64,QUJD"}},{"type":"guess","guess":1}]},
              {"role":"assistant","content":null,"refusal":"No.","audio":{"id":"audio_1"},"reasoning":"r","new_member":{"a":[1]}},
              {"role":"assistant","content":"","tool_calls":[{"id":"c1","type":"custom","custom":{"name":"p","input":"raw"}},{"id":"c2","type":"function","function":{"name":"f","arguments":" {} "},"extra_content":{"google":{"thought_signature":"s"}}}]},
              {"role":"tool","tool_call_id":"c1","content":[{"type":"text","text":"ok"}]},
              {"role":"tool","tool_call_id":"c2","content":"ok","cache_control":{"type":"ephemeral","ttl":"1h"}}],
             "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"},"strict":true,"odd":1},"cache_control":{"type":"ephemeral"}},{"type":"custom","custom":{"name":"p","format":{"type":"text"}}},{"type":"openrouter:web","x":1}],
             "tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[{"type":"function","function":{"name":"f"}}]}},
             "parallel_tool_calls":false,"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"},"strict":true}},
             "temperature":0.5,"top_p":0.9,"top_k":3,"frequency_penalty":0.1,"presence_penalty":0.2,"seed":1,"stop":"x","logprobs":true,"top_logprobs":2,"logit_bias":{"1":-100},
             "max_completion_tokens":10,"n":2,"reasoning_effort":"high","reasoning":{"exclude":true},"thinking":{"type":"enabled"},"stream":true,"stream_options":{"include_usage":true,"include_obfuscation":false},
             "user":"u","safety_identifier":"s","metadata":{"k":"v"},"store":true,"service_tier":"flex","prompt_cache_key":"k","prompt_cache_retention":"24h","verbosity":"low","modalities":["text","audio"],
             "audio":{"voice":"alloy","format":"wav"},"prediction":{"type":"content","content":"x"},"web_search_options":{},"provider":{"order":["a"]}}
            """;
        var read = Wire.Request(Body);
        var losses = new Losses();
        JsonDifferences.AssertNone(Wire.Json(Body), Wire.Write(read, losses: losses));
        Assert.Empty(losses.All);

        Assert.NotNull(read.Messages[0].Parts[0].Cache);
        Assert.NotNull(read.Messages[1].Parts[0].Cache);
        Assert.Equal("1h", read.Messages[6].Parts[0].Cache?.Ttl);
        Assert.Equal([typeof(TextPart), typeof(MediaPart), typeof(MediaPart), typeof(MediaPart), typeof(MediaPart), typeof(OpaquePart)], read.Messages[2].Parts.Select(static part => part.GetType()));
        Assert.Equal(new InlineMedia("QUJD", "audio/mpeg"), ((MediaPart)read.Messages[2].Parts[2]).Source);
        Assert.True(((ToolResultPart)read.Messages[5].Parts[0]).IsCustom);
        Assert.Equal((ToolChoiceMode.Required, "f"), (read.ToolChoice!.Mode, read.ToolChoice.Allowed[0]));
        Assert.Equal(("high", true, "u", 10, 2), (read.Reasoning!.Effort, read.Reasoning.Enabled, read.EndUser, read.MaxOutputTokens, read.Choices));
        Assert.True(read.IncludeUsage);
    }

    [Fact]
    public void ObsoleteCalls_PairWithTheirResults()
    {
        const string Body = """{"model":"m","functions":[{"name":"f"}],"function_call":{"name":"f"},"messages":[{"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{}"}},{"role":"function","name":"f","content":"1"}]}""";
        var read = Wire.Request(Body);
        Assert.Equal(((ToolCallPart)read.Messages[0].Parts[0]).CallId, ((ToolResultPart)read.Messages[1].Parts[0]).CallId);
        Assert.Equal("f", Assert.IsType<FunctionTool>(read.Tools[0]).Name);
        Assert.Equal((ToolChoiceMode.Named, "f"), (read.ToolChoice!.Mode, read.ToolChoice.Name));
        JsonDifferences.AssertNone(Wire.Json(Body), Wire.Write(read));
    }
}

using System.Text;
using Weir.Dialects.Errors;
using Weir.Gateway.Money;
using Weir.Gateway.Pipeline;

namespace Weir.Gateway.Tests.Money;

public sealed class SizeScannerTests
{
    [Theory]
    [InlineData("""{"max_tokens":10,"max_completion_tokens":30,"max_tokens":20}""", 30)]
    [InlineData("""{"max_tokens":null}""", null)]
    [InlineData("""{"max_output_tokens":10}""", null)]
    public void Of_several_limits_the_largest_counts(string body, int? expected)
    {
        var (size, problem) = Scan(body);

        Assert.Null(problem);
        Assert.Equal(expected, size.Limit);
    }

    [Fact]
    public void Each_dialect_has_its_own_limit()
    {
        Assert.Equal(5, Scan("""{"max_output_tokens":5,"max_tokens":9}""", Operations.Responses).Size.Limit);
        Assert.Equal(9, Scan("""{"max_output_tokens":5,"max_tokens":9}""", Operations.Messages).Size.Limit);
        Assert.Equal(7, Scan("""{"generationConfig":{"maxOutputTokens":7,"candidateCount":3}}""", Operations.GenerateContent).Size.Limit);
        Assert.Equal(3, Scan("""{"generationConfig":{"maxOutputTokens":7,"candidateCount":3}}""", Operations.GenerateContent).Size.Choices);
    }

    [Theory]
    [InlineData("chat/completions", 9)]
    [InlineData("v1/messages", 9)]
    [InlineData("responses", 5)]
    [InlineData("v1beta/models/gemini-2.5-pro:streamGenerateContent", 7)]
    [InlineData("model/amazon.nova/converse", 3)]
    [InlineData("v1/something", null)]
    [InlineData(null, null)]
    public void A_pass_through_has_the_limit_of_the_call_that_it_is(string? path, int? limit) =>
        Assert.Equal(limit, SizeScanner.Scan(
            """{"max_output_tokens":5,"max_tokens":9,"generationConfig":{"maxOutputTokens":7},"inferenceConfig":{"maxTokens":3}}"""u8, Operations.PassThrough, path).Size.Limit);

    [Fact]
    public void A_limit_of_another_dialect_is_none()
    {
        const string Body = """{"generationConfig":{"maxOutputTokens":1},"inferenceConfig":{"maxTokens":1},"generation_config":{"max_output_tokens":1}}""";

        Assert.Null(Scan(Body).Size.Limit);
        Assert.Null(Scan(Body, Operations.Responses).Size.Limit);
        Assert.Null(Scan(Body, Operations.Messages).Size.Limit);
        Assert.Empty(Scan(Body).Size.LimitMembers);
        Assert.Null(Scan("""{"max_tokens":1,"inferenceConfig":{"maxTokens":1}}""", Operations.GenerateContent).Size.Limit);
    }

    [Theory]
    [InlineData("""{"service_tier":"priority"}""", "\"service_tier\": \"priority\"")]
    [InlineData("""{"speed":"fast"}""", "\"speed\": \"fast\"")]
    [InlineData("""{"inference_geo":"us"}""", "\"inference_geo\": \"us\"")]
    [InlineData("""{"service_tier":"auto","speed":"standard","inference_geo":"global"}""", null)]
    [InlineData("""{"service_tier":null,"metadata":{"service_tier":"priority"}}""", null)]
    public void A_dearer_service_is_noticed(string body, string? expected) => Assert.Equal(expected, Scan(body, Operations.Messages).Size.DearService);

    [Theory]
    [InlineData("""{"max_tokens":-1}""", "max_tokens")]
    [InlineData("""{"max_tokens":"all"}""", "max_tokens")]
    [InlineData("""{"max_tokens":1.5}""", "max_tokens")]
    [InlineData("""{"max_tokens":99999999999}""", "max_tokens")]
    [InlineData("""{"max_tokens":{"a":[1]},"n":1}""", "max_tokens")]
    [InlineData("""{"n":-3}""", "n")]
    [InlineData("""{"best_of":1000}""", "best_of")]
    public void What_can_be_no_limit_is_refused(string body, string param)
    {
        var (_, problem) = Scan(body);

        Assert.Equal((ErrorKind.InvalidRequest, param), (problem?.Kind, problem?.Param));
    }

    [Theory]
    [InlineData("""{"\ud800":1,"n":100}""")]
    [InlineData("""{"service_tier":"\ud800"}""")]
    public void Half_a_character_in_a_name_is_refused(string body) => Assert.Equal(ErrorKind.InvalidRequest, Scan(body).Problem?.Kind);

    [Fact]
    public void Half_a_character_in_a_text_is_a_text() => Assert.Null(Scan("""{"messages":[{"content":"\ud800"}]}""").Problem);

    [Fact]
    public void The_larger_of_n_and_best_of_is_made_for_each_prompt()
    {
        Assert.Equal(4, Scan("""{"n":2,"best_of":4}""").Size.Choices);
        Assert.Equal(12, Scan("""{"n":2,"best_of":4,"prompt":["a","b","c"]}""", Operations.Completions).Size.Choices);
        Assert.Equal(1, Scan("""{"prompt":[1,2,3]}""", Operations.Completions).Size.Choices);
        Assert.Equal(2, Scan("""{"prompt":[[1,2],[3]]}""", Operations.Completions).Size.Choices);
    }

    [Fact]
    public void Every_byte_counts_but_those_of_media()
    {
        var picture = "data:image/png;base64," + new string('A', 8000);
        var with = """{"messages":[{"content":[{"type":"image_url","image_url":{"url":"PICTURE"}}]}]}""".Replace("PICTURE", picture, StringComparison.Ordinal);
        var (size, _) = Scan(with);

        Assert.Equal(Encoding.UTF8.GetByteCount(with) - picture.Length, size.TextBytes);
        Assert.Equal((1, 0L, false, false), (size.Pictures, size.FileTokens, size.HasAudio, size.HasHiddenInput));
    }

    [Theory]
    [InlineData("""{"type":"image_url","image_url":{"url":"https://example.com/a.png"}}""", 1, false, false)]
    [InlineData("""{"type":"input_image","image_url":"https://example.com/a.png"}""", 1, false, false)]
    [InlineData("""{"type":"image","source":{"type":"base64","media_type":"image/png","data":"DATA"}}""", 1, false, false)]
    [InlineData("""{"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="}}""", 1, false, false)]
    [InlineData("""{"inlineData":{"mimeType":"image/png","data":"DATA"}}""", 1, false, false)]
    [InlineData("""{"fileData":{"mimeType":"image/png","fileUri":"https://example.com/a"}}""", 1, false, false)]
    [InlineData("""{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"DATA"}}""", 0, true, false)]
    [InlineData("""{"type":"image_url","image_url":{"url":"data:application/pdf;base64,DATA"}}""", 0, true, false)]
    [InlineData("""{"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,DATA"}}""", 0, true, false)]
    [InlineData("""{"type":"input_audio","input_audio":{"data":"DATA","format":"mp3"}}""", 0, true, false)]
    [InlineData("""{"role":"assistant","audio":{"id":"audio_1"}}""", 0, true, false)]
    [InlineData("""{"type":"document","source":{"type":"url","url":"https://example.com/a.pdf"}}""", 0, false, true)]
    [InlineData("""{"fileData":{"fileUri":"https://example.com/video"}}""", 0, false, true)]
    [InlineData("""{"type":"input_file","file_id":"file_1"}""", 0, false, true)]
    [InlineData("""{"type":"input_file","file_url":"https://example.com/a.pdf"}""", 0, false, true)]
    [InlineData("""{"type":"item_reference","id":"msg_1"}""", 0, false, true)]
    [InlineData("""{"type":"search_result","source":"https://example.com/a","content":[]}""", 0, false, false)]
    [InlineData("""{"type":"tool_use","input":{"source":{"media_type":"image/png","data":"DATA"},"type":"item_reference"}}""", 0, false, false)]
    [InlineData("""{"functionCall":{"args":{"inlineData":{"mimeType":"image/png","data":"DATA"}}}}""", 0, false, false)]
    [InlineData("""{"type":"document","source":{"type":"content","content":[{"type":"image","source":{"media_type":"image/png","data":"DATA"}}]}}""", 1, false, false)]
    public void Media_are_counted_by_what_they_are(string part, int pictures, bool isFile, bool isUnknown)
    {
        var data = new string('A', 400_000);
        part = part.Replace("DATA", data, StringComparison.Ordinal);
        var size = Scan("""{"messages":[{"content":[""" + part + "]}]}").Size;

        Assert.Equal((pictures, isFile, isUnknown), (size.Pictures, size.FileTokens > 0, size.HasHiddenInput));
        var isText = pictures == 0 && !isFile && part.Contains(data, StringComparison.Ordinal);
        Assert.True(size.TextBytes > 400_000 == isText, $"{size.TextBytes} bytes are text");
    }

    [Fact]
    public void A_file_counts_by_its_size()
    {
        var part = """{"messages":[{"content":[{"type":"document","source":{"media_type":"application/pdf","data":"DATA"}}]}]}""";

        Assert.Equal(50_000, Scan(part.Replace("DATA", new string('A', 4_000), StringComparison.Ordinal)).Size.FileTokens);
        Assert.Equal(400_000, Scan(part.Replace("DATA", new string('A', 100_000), StringComparison.Ordinal)).Size.FileTokens);
    }

    [Theory]
    [InlineData("""{"cachedContent":"c"}""")]
    [InlineData("""{"cached_content":"c"}""")]
    [InlineData("""{"tools":[{"googleSearch":{}}]}""")]
    [InlineData("""{"tools":[{"url_context":{}}]}""")]
    [InlineData("""{"tools":[{"somethingNew":{}}]}""")]
    public void Gemini_s_own_tools_and_caches_are_hidden_input(string body) => Assert.True(Scan(body, Operations.GenerateContent).Size.HasHiddenInput);

    [Fact]
    public void Gemini_s_functions_are_not() =>
        Assert.False(Scan("""{"tools":[{"functionDeclarations":[{"name":"f"}]},{"function_declarations":[]}]}""", Operations.GenerateContent).Size.HasHiddenInput);

    [Theory]
    [InlineData("""{"messages":[{"content":"data:TEXT"}]}""")]
    [InlineData("""{"messages":[{"content":[{"type":"text","text":"data:TEXT"}]}]}""")]
    [InlineData("""{"tools":[{"type":"function","function":{"parameters":{"data":"data:TEXT"}}}]}""")]
    public void Text_that_looks_like_media_is_text(string body)
    {
        body = body.Replace("TEXT", new string('A', 5000), StringComparison.Ordinal);

        Assert.Equal(body.Length, Scan(body).Size.TextBytes);
    }

    [Theory]
    [InlineData("""{"previous_response_id":"resp_1"}""", true)]
    [InlineData("""{"tools":[{"type":"web_search"}]}""", true)]
    [InlineData("""{"tools":[{"type":"function","function":{"parameters":{"type":"object"}}}]}""", false)]
    [InlineData("""{"input":[{"type":"web_search_call"}]}""", false)]
    public void What_the_provider_adds_itself_is_noticed(string body, bool expected) =>
        Assert.Equal(expected, Scan(body, Operations.Responses).Size.HasHiddenInput);

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"max_tokens\":")]
    [InlineData("not json")]
    public void What_is_no_object_has_a_size(string body)
    {
        var (size, problem) = Scan(body);

        Assert.Null(problem);
        Assert.Equal(body.Length, size.TextBytes);
    }

    private static (RequestSize Size, WeirError? Problem) Scan(string body, Operation? operation = null) =>
        SizeScanner.Scan(Encoding.UTF8.GetBytes(body), operation ?? Operations.ChatCompletions);
}

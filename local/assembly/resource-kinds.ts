/** What each resource type is on the laptop. A type that is not listed stops the start: it might matter. */
export const resourceKinds: Readonly<Record<string, 'runs' | 'does nothing here'>> = {
  'AWS::DynamoDB::GlobalTable': 'runs',
  'AWS::S3::Bucket': 'runs',
  'AWS::SQS::Queue': 'runs',
  'AWS::Lambda::Function': 'runs',
  'AWS::Lambda::EventSourceMapping': 'runs',
  'AWS::StepFunctions::StateMachine': 'runs',
  'AWS::Events::Rule': 'runs',
  'AWS::ApiGateway::RestApi': 'runs',
  'AWS::ApiGateway::Resource': 'runs',
  'AWS::ApiGateway::Method': 'runs',
  'AWS::ApiGateway::GatewayResponse': 'runs',
  'AWS::CloudFront::Distribution': 'runs',
  'AWS::CloudFront::ResponseHeadersPolicy': 'runs',
  'AWS::S3::BucketPolicy': 'runs', // Says which keys the CDN may read.

  // There is no IAM here; tests read the policies.
  'AWS::IAM::Role': 'does nothing here',
  'AWS::IAM::Policy': 'does nothing here',
  'AWS::Lambda::Permission': 'does nothing here',
  'AWS::SQS::QueuePolicy': 'does nothing here',
  'AWS::CloudFront::OriginAccessControl': 'does nothing here',
  // Nobody is woken by a laptop, and nobody looks at its dashboard.
  'AWS::CloudWatch::Dashboard': 'does nothing here',
  'AWS::Logs::QueryDefinition': 'does nothing here',
  'AWS::SNS::Topic': 'does nothing here',
  'AWS::SNS::TopicPolicy': 'does nothing here',
  'AWS::CloudWatch::Alarm': 'does nothing here',
  // Logs go to a file.
  'AWS::Logs::LogGroup': 'does nothing here',
  // The API is one stage, served at the root; nothing is cached in front of the bucket.
  'AWS::ApiGateway::Account': 'does nothing here',
  'AWS::ApiGateway::Deployment': 'does nothing here',
  'AWS::ApiGateway::Stage': 'does nothing here',
  'AWS::CloudFront::CachePolicy': 'does nothing here',
};
